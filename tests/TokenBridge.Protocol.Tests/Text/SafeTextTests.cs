using TokenBridge.Protocol.Text;

namespace TokenBridge.Protocol.Tests.Text;

/// <summary>Escapes stand for what nobody could see here: U+202E and U+2066 turn the direction of writing, U+200B has no width, U+2028 ends a line.</summary>
public sealed class SafeTextTests
{
    [Theory]
    [InlineData("", "''")]
    [InlineData("alice", "'alice'")]
    [InlineData(" ~", "' ~'")]
    [InlineData("Zoë 東京 \U0001F600", "'Zoë 東京 \U0001F600'")]
    [InlineData("a\nb\tc\0d\u001b[31m\u007f\u0085", "'a?b?c?d?[31m??'")]
    [InlineData("a\u202eb\u2066c\u200bd\u2028e\u2029f\ufeff", "'a?b?c?d?e?f?'")]
    [InlineData("\ue000\uffff\U000E0001", "'???'")]
    [InlineData("\ufffd", "'?'")]
    public void A_quote_shows_letters_of_every_script_and_nothing_that_is_invisible(string text, string quoted) =>
        SafeText.Quote(text).ShouldBe(quoted);

    [Fact]
    public void Half_of_a_surrogate_pair_is_one_question_mark_wherever_it_stands()
    {
        SafeText.Quote("a" + '\ud83d').ShouldBe("'a?'");
        SafeText.Quote('\ude00' + "a").ShouldBe("'?a'");
        SafeText.Quote("" + '\ude00' + '\ud83d').ShouldBe("'??'");
    }

    [Fact]
    public void A_quote_has_eighty_units_and_says_when_there_were_more()
    {
        SafeText.Quote(new string('x', 80)).ShouldBe($"'{new string('x', 80)}'");
        SafeText.Quote(new string('x', 81)).ShouldBe($"'{new string('x', 80)}'...");
        SafeText.Quote(new string('é', 81)).ShouldBe($"'{new string('é', 80)}'...");
        SafeText.Quote(new string('x', 79) + "\U0001F600").ShouldBe($"'{new string('x', 79)}?'...");
        SafeText.Quote(new string('\n', 100_000)).ShouldBe($"'{new string('?', 80)}'...");
    }

    [Fact]
    public void A_list_has_ten_quotes_and_the_number_of_the_rest()
    {
        SafeText.QuoteList([]).ShouldBe("");
        SafeText.QuoteList(["b", "a\n"]).ShouldBe("'b', 'a?'");
        SafeText.QuoteList([.. Enumerable.Range(0, 10).Select(number => $"{number}")]).ShouldEndWith("'8', '9'");
        SafeText.QuoteList([.. Enumerable.Range(0, 12).Select(number => $"{number}")]).ShouldEndWith("'8', '9' and 2 more");
    }

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData(" alice~", "\" alice~\"")]
    [InlineData("a\"b\\c", "\"a?b?c\"")]
    [InlineData("é\n\u202e\U0001F600", "\"?????\"")]
    public void A_quote_for_logs_is_printable_ascii_that_needs_no_escape(string text, string quoted) =>
        SafeText.QuoteAscii(text).ShouldBe(quoted);

    [Fact]
    public void A_quote_for_logs_has_128_units_and_says_how_many_there_were()
    {
        SafeText.QuoteAscii(new string('x', 128)).ShouldBe($"\"{new string('x', 128)}\"");
        SafeText.QuoteAscii(new string('x', 129)).ShouldBe($"\"{new string('x', 128)}…\" (129 characters)");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  a \t\r\n b  ", "a b")]
    [InlineData("a\u001b[2Jb\u009bc\u0007", "a [2Jb c")]
    [InlineData("a\u202e\u2066b\u2028c\u200bd", "a b c d")]
    [InlineData("\u0000\u202e", "")]
    [InlineData("Zoë 東京 \U0001F600", "Zoë 東京 \U0001F600")]
    public void One_line_has_single_blanks_for_whatever_a_terminal_obeys_or_does_not_show(string text, string line) =>
        SafeText.OneLine(text).ShouldBe(line);

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_the_sign_for_what_cannot_be_shown() =>
        SafeText.OneLine("a" + '\ud83d' + "b").ShouldBe("a\ufffdb");

    [Fact]
    public void One_line_ends_at_a_thousand_units_and_never_within_a_pair()
    {
        SafeText.OneLine(new string('x', 999)).ShouldBe(new string('x', 999));
        SafeText.OneLine(new string('x', 1_001)).ShouldBe(new string('x', 1_000) + "…");
        SafeText.OneLine(new string('x', 999) + "\U0001F600y").ShouldBe(new string('x', 999) + "\U0001F600…");
        SafeText.OneLine(new string(' ', 100_000) + "x").ShouldBe("x");
    }

    [Fact]
    public void Without_controls_a_text_keeps_its_length_and_all_else()
    {
        SafeText.WithoutControls("a\u001b[31m\r\n\u0085é \U0001F600").ShouldBe("a [31m   é \U0001F600");
        SafeText.WithoutControls(new string('x', 5_000)).Length.ShouldBe(5_000);
    }

    [Theory]
    [InlineData("", 4, "")]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abcd")]
    [InlineData("abc\U0001F600", 4, "abc")]
    [InlineData("ab\U0001F600c", 4, "ab\U0001F600")]
    [InlineData("a\nbcd", 4, "a\nbc")]
    public void A_cut_text_is_the_beginning_without_half_a_letter(string text, int most, string cut)
    {
        SafeText.Cut(text, most).ShouldBe(cut);
        SafeText.Cut(text, most, "…").ShouldBe(cut == text ? cut : $"{cut}…");
    }

    [Fact]
    public void A_text_that_is_short_enough_is_not_copied()
    {
        var text = new string('x', 4);

        SafeText.Cut(text, 4).ShouldBeSameAs(text);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("alice ~", true)]
    [InlineData("Zoë 東京 \U0001F600", true)]
    [InlineData("a\u00a0b", true)]
    [InlineData("a\tb", false)]
    [InlineData("a\u007f", false)]
    [InlineData("a\u202eb", false)]
    [InlineData("a\u200db", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\ufffdb", false)]
    [InlineData("\ue000", false)]
    public void A_visible_text_has_nothing_that_hides_or_turns_what_stands_beside_it(string text, bool visible) =>
        SafeText.IsVisible(text).ShouldBe(visible);

    [Fact]
    public void Half_of_a_surrogate_pair_is_not_visible() => SafeText.IsVisible("a" + '\ud83d').ShouldBeFalse();
}
