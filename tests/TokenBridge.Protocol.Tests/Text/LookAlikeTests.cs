using TokenBridge.Protocol.Text;

namespace TokenBridge.Protocol.Tests.Text;

public sealed class LookAlikeTests
{
    [Theory]
    [InlineData("rese\u0430rch", "research", "U+0430 stands where U+0061 belongs")]
    [InlineData("research", "rese\u0430rch", "U+0061 stands where U+0430 belongs")]
    [InlineData("cafe\u0301s", "caf\u00E9s", "U+0065 U+0301 stands where U+00E9 belongs")]
    [InlineData("research\u200B", "research", "U+200B stands where nothing belongs")]
    [InlineData("\uFEFFresearch", "research", "U+FEFF stands where nothing belongs")]
    [InlineData("a\u00A0b", "a b", "U+00A0 stands where U+0020 belongs")]
    [InlineData("ds\u2013vision", "ds-vision", "U+2013 stands where U+002D belongs")]
    [InlineData("\uFF41bc", "abc", "U+FF41 stands where U+0061 belongs")]
    [InlineData("\u0435\u0308", "\u00EB", "U+0435 U+0308 stands where U+00EB belongs")]
    [InlineData("\u0430\u0435\u043E\u0440\u0441", "aeopc", "U+0430 U+0435 U+043E U+0440 ... stands where U+0061 U+0065 U+006F U+0070 ... belongs")]
    public void Two_that_look_the_same_are_told_apart(string seen, string wanted, string told)
    {
        LookAlike.Is(seen, wanted).ShouldBeTrue();
        LookAlike.Tell(seen, wanted).ShouldBe($" They look alike: {told}.");
        LookAlike.TellAmong(seen, ["other", wanted]).ShouldBe(LookAlike.Tell(seen, wanted));
    }

    [Theory]
    [InlineData("research", "research")]
    [InlineData("research", "Research")]
    [InlineData("resumé", "resume")]
    [InlineData("жук", "zhuk")]
    [InlineData("", "a")]
    [InlineData("\ud800", "\ud801")]
    [InlineData("\ud800", "a")]
    public void Whatever_looks_different_or_is_the_same_needs_no_words(string seen, string wanted)
    {
        LookAlike.Is(seen, wanted).ShouldBeFalse();
        LookAlike.Tell(seen, wanted).ShouldBeEmpty();
        LookAlike.TellAmong(seen, [wanted]).ShouldBeEmpty();
    }

    [Fact]
    public void A_suggestion_that_looks_like_what_was_written_says_why_it_is_another_word()
    {
        DidYouMean.Suggest("rese\u0430rch", ["reset", "research"]).ShouldBe("; did you mean 'research'? They look alike: U+0430 stands where U+0061 belongs.");
        DidYouMean.Suggest("resarch", ["research"], "it takes that").ShouldBe("; did you mean 'research'? It takes that");
        DidYouMean.Nearest("\u0430\u0435\u043E\u0440\u0441", ["aeopc"]).ShouldBe("aeopc");
    }
}
