using TokenBridge.Protocol.Text;

namespace TokenBridge.Protocol.Tests.Text;

public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("Regoin", "Region")]
    [InlineData("region", "Region")]
    [InlineData("REGION", "Region")]
    [InlineData("Regio", "Region")]
    [InlineData("Regionss", "Region")]
    [InlineData("Regionsss", null)]
    [InlineData("Rgn", null)]
    [InlineData("Strateggy", "Strategy")]
    [InlineData("something", null)]
    public void Two_slips_are_a_typo_and_three_are_another_word(string word, string? nearest) =>
        DidYouMean.Nearest(word, ["Region", "Strategy"]).ShouldBe(nearest);

    [Theory]
    [InlineData("", null)]
    [InlineData("a", null)]
    [InlineData("ie", "id")]
    [InlineData("xy", null)]
    [InlineData("whe", "when")]
    [InlineData("wha", null)]
    [InlineData("whxx", "when")]
    public void A_short_word_has_at_most_half_of_its_letters_wrong(string word, string? nearest) =>
        DidYouMean.Nearest(word, ["id", "when"]).ShouldBe(nearest);

    [Fact]
    public void Of_several_that_are_equally_near_the_first_is_meant()
    {
        DidYouMean.Nearest("groups", ["group", "groupss"]).ShouldBe("group");
        DidYouMean.Nearest("groups", ["groupss", "group"]).ShouldBe("groupss");
    }

    [Fact]
    public void A_nearer_one_is_meant_wherever_it_stands() => DidYouMean.Nearest("group", ["gruop", "grouq", "groups", "group"]).ShouldBe("group");

    [Fact]
    public void Words_above_64_letters_are_compared_with_nothing()
    {
        var longest = new string('x', 64);

        DidYouMean.Nearest($"{longest[..63]}y", [longest]).ShouldBe(longest);
        DidYouMean.Nearest($"{longest}x", [longest]).ShouldBeNull();
        DidYouMean.Nearest(longest, [$"{longest}x"]).ShouldBeNull();
        DidYouMean.Nearest(new string('x', 1_000_000), [longest]).ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_near_where_nothing_is_known() => DidYouMean.Nearest("region", []).ShouldBeNull();

    [Theory]
    [InlineData("regoin", "", "; did you mean 'region'?")]
    [InlineData("regoin", "it takes a name", "; did you mean 'region'? It takes a name")]
    [InlineData("regoin", "otherwise write a name", "; did you mean 'region'? Otherwise write a name")]
    [InlineData("colour", "", "")]
    [InlineData("colour", "it takes a name", "; it takes a name")]
    [InlineData("colour", "otherwise write a name", "; write a name")]
    public void A_message_ends_with_the_word_that_was_meant_or_with_what_else_to_write(string word, string rest, string end) =>
        DidYouMean.Suggest(word, ["region"], rest).ShouldBe(end);

    [Fact]
    public void What_is_suggested_is_quoted_as_safely_as_all_else() =>
        DidYouMean.Suggest("regoin", ["reg\nion"]).ShouldBe("; did you mean 'reg?ion'?");
}
