using TokenBridge.Protocol.Text;

namespace TokenBridge.Protocol.Tests.Text;

public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("duration", "duration")]
    [InlineData("duratoin", "duration")]
    [InlineData("durtion", "duration")]
    [InlineData("durations", "duration")]
    [InlineData("DURATION", "duration")]
    [InlineData("durat", null)]
    [InlineData("dxratixx", null)]
    [InlineData("xuratixn", "duration")]
    [InlineData("gruop", "group")]
    [InlineData("", null)]
    [InlineData("zzzzzzzz", null)]
    public void A_word_with_at_most_two_slips_is_found(string word, string? nearest) =>
        DidYouMean.Nearest(word, ["role", "group", "duration"]).ShouldBe(nearest);

    [Theory]
    [InlineData("x", "y", null)] // of one letter none may be wrong
    [InlineData("x", "X", "X")]
    [InlineData("xa", "ya", "ya")] // of two and three, one
    [InlineData("xa", "yb", null)]
    [InlineData("xab", "yba", null)]
    [InlineData("xaby", "yabx", "yabx")] // from four on, two
    public void The_fewer_letters_a_word_has_the_fewer_slips_it_may_have(string word, string known, string? nearest) =>
        DidYouMean.Nearest(word, [known]).ShouldBe(nearest);

    [Fact]
    public void The_nearest_is_found_and_of_equals_the_first()
    {
        DidYouMean.Nearest("abcd", ["abxx", "abcx", "abcd"]).ShouldBe("abcd");
        DidYouMean.Nearest("abcd", ["abxx", "xbcd", "abcx"]).ShouldBe("xbcd");
        DidYouMean.Nearest("abcd", []).ShouldBeNull();
    }

    [Fact]
    public void Words_of_64_characters_are_compared_and_longer_ones_are_not()
    {
        var (fits, longer) = (new string('a', 64), new string('a', 65));

        DidYouMean.Nearest(fits, [new string('a', 63) + "b"]).ShouldNotBeNull();
        DidYouMean.Nearest(longer, [fits]).ShouldBeNull();
        DidYouMean.Nearest(fits, [longer]).ShouldBeNull();
        DidYouMean.Nearest(longer, [longer]).ShouldBeNull();
    }

    [Theory]
    [InlineData("rolle", "", "; did you mean 'role'?")]
    [InlineData("rolle", "it takes one", "; did you mean 'role'? It takes one")]
    [InlineData("rolle", "otherwise write another", "; did you mean 'role'? Otherwise write another")]
    [InlineData("zzzzzzzz", "", "")]
    [InlineData("zzzzzzzz", "it takes one", "; it takes one")]
    [InlineData("zzzzzzzz", "otherwise write another", "; write another")]
    public void A_message_ends_with_what_was_probably_meant_and_what_else_to_do(string word, string rest, string ending) =>
        DidYouMean.Suggest(word, ["role"], rest).ShouldBe(ending);
}
