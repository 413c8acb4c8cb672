using TokenBridge.Protocol.Text;

namespace TokenBridge.Protocol.Tests.Text;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("", "''")]
    [InlineData("plain text", "'plain text'")]
    [InlineData(" ~", "' ~'")]
    [InlineData("zoë 名", "'zoë 名'")]
    [InlineData("a\nb\u007f", "'a?b?'")]
    [InlineData("\u001b[2J", "'?[2J'")]
    [InlineData("a\u202eb", "'a?b'")] // right-to-left override
    [InlineData("a\u2028b\u2029c", "'a?b?c'")]
    [InlineData("a\u200bb", "'a?b'")] // zero width
    [InlineData("\ue000", "'?'")] // private use
    [InlineData("\u0378", "'?'")] // not assigned
    [InlineData("\ufffd", "'?'")]
    [InlineData("\U0001F600", "'\U0001F600'")]
    public void A_quote_shows_letters_of_every_script_and_nothing_invisible(string text, string quoted) => SafeText.Quote(text).ShouldBe(quoted);

    [Fact]
    public void Half_a_surrogate_pair_is_quoted_as_a_question_mark()
    {
        // Not in the theory: test names are UTF-8, which has no such thing.
        SafeText.Quote("a\ud800b").ShouldBe("'a?b'");
        SafeText.Quote("\udc00").ShouldBe("'?'");
    }

    [Theory]
    [InlineData('a')]
    [InlineData('ä')]
    public void A_quote_has_80_characters_and_says_when_there_were_more(char letter)
    {
        SafeText.Quote(new string(letter, 80)).ShouldBe($"'{new string(letter, 80)}'");
        SafeText.Quote(new string(letter, 81)).ShouldBe($"'{new string(letter, 80)}'...");
    }

    [Fact]
    public void A_list_names_ten_and_counts_the_rest()
    {
        SafeText.QuoteList([]).ShouldBe("");
        SafeText.QuoteList(["b", "a"]).ShouldBe("'b', 'a'");
        SafeText.QuoteList([.. Numbers(10)]).ShouldBe("'1', '2', '3', '4', '5', '6', '7', '8', '9', '10'");
        SafeText.QuoteList([.. Numbers(12)]).ShouldBe("'1', '2', '3', '4', '5', '6', '7', '8', '9', '10' and 2 more");

        static IEnumerable<string> Numbers(int count) => Enumerable.Range(1, count).Select(number => $"{number}");
    }

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData(" ~!", "\" ~!\"")]
    [InlineData("a\"b\\c", "\"a?b?c\"")]
    [InlineData("\u001f\u007f", "\"??\"")]
    [InlineData("zoë\r\n", "\"zo???\"")]
    [InlineData("\U0001F600", "\"??\"")]
    public void A_log_line_gets_printable_ascii_only_and_no_quote_or_backslash_that_could_end_it(string text, string quoted) =>
        SafeText.QuoteAscii(text).ShouldBe(quoted);

    [Fact]
    public void A_log_line_gets_128_characters_and_how_many_there_were()
    {
        SafeText.QuoteAscii(new string('a', 128)).ShouldBe($"\"{new string('a', 128)}\"");
        SafeText.QuoteAscii(new string('a', 129)).ShouldBe($"\"{new string('a', 128)}…\" (129 characters)");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" \t a  b\r\nc ", "a b c")]
    [InlineData("\u001b[31mred", "[31mred")]
    [InlineData("a\u001bb", "a b")]
    [InlineData("a\u202e\u200bb", "a b")]
    [InlineData("a\u2028b", "a b")]
    [InlineData("a\u00a0b", "a b")]
    [InlineData("Zoë \U0001F600", "Zoë \U0001F600")]
    public void One_line_has_nothing_that_a_terminal_obeys_and_single_blanks(string text, string line) => SafeText.OneLine(text).ShouldBe(line);

    [Fact]
    public void One_line_ends_at_1000_characters()
    {
        SafeText.OneLine(new string('a', 999)).ShouldBe(new string('a', 999));
        SafeText.OneLine(new string('a', 5_000)).ShouldBe(new string('a', 1_000) + "…");
    }

    [Fact]
    public void What_an_author_wrote_stays_whole_but_for_its_controls() =>
        SafeText.WithoutControls("a\u001bb\nc\u0085d\u202ee  f").ShouldBe("a b c d\u202ee  f");

    [Theory]
    [InlineData("", true)]
    [InlineData(" ~", true)]
    [InlineData("zoë 名 \U0001F600", true)]
    [InlineData("a\u007f", false)]
    [InlineData("a\u001f", false)]
    [InlineData("ä\u202e", false)]
    [InlineData("\ufffd", false)]
    public void A_text_is_visible_when_each_of_its_characters_is(string text, bool visible) => SafeText.IsVisible(text).ShouldBe(visible);
}
