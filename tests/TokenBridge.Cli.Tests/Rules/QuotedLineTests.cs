using TokenBridge.Cli.Rules.Check;

namespace TokenBridge.Cli.Tests.Rules;

public sealed class QuotedLineTests
{
    [Theory]
    [InlineData("  id: x", 7, "  id: x", "      ^")]
    [InlineData("\tid: x", 2, " id: x", " ^")]
    [InlineData("名: x", 4, "名: x", "    ^")]
    [InlineData("e\u0301: x", 5, "e\u0301: x", "   ^")]
    [InlineData("😀: x", 5, "😀: x", "    ^")]
    [InlineData("a\u202Eb", 3, "a?b", "  ^")]
    [InlineData("", 1, "", "^")]
    [InlineData("a", 9, "a", " ^")]
    public void The_caret_stands_under_the_column(string line, int column, string text, string caret)
    {
        var quoted = QuotedLine.Of(line, column);

        (quoted.Text, quoted.Caret).ShouldBe((text, caret));
    }

    [Fact]
    public void A_long_line_is_cut_around_the_column()
    {
        var quoted = QuotedLine.Of($"{new string('a', 500)}X{new string('b', 500)}", 501);

        quoted.Text.ShouldStartWith("…a");
        quoted.Text.ShouldEndWith("b…");
        quoted.Text.Length.ShouldBeLessThan(110);
        quoted.Text[quoted.Caret.Length - 1].ShouldBe('X');
    }
}
