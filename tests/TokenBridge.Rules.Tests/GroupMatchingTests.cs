using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class GroupMatchingTests
{
    [Theory]
    [InlineData("/ml/vision", "/ml/vision", true)]
    [InlineData("/ml/vision", "/ml", false)]
    [InlineData("/ml/vision", "/ml/vision/x", false)]
    [InlineData("/ml/vision", "/x/ml/vision", false)]
    [InlineData("/ml/vision", "/ML/vision", false)]
    [InlineData("/ml/*", "/ml/vision", true)]
    [InlineData("/ml/*", "/ml", false)]
    [InlineData("/ml/*", "/ml/a/b", false)]
    [InlineData("/ml/*/x", "/ml/a/x", true)]
    [InlineData("/ml/**", "/ml", true)]
    [InlineData("/ml/**", "/ml/a/b/c", true)]
    [InlineData("/ml/**", "/mlx", false)]
    [InlineData("/**", "/a", true)]
    [InlineData("/ml/{t}/**", "/ml/a", true)]
    [InlineData("/ml/{t}/**", "/ml", false)]
    [InlineData("/ml/team-{t}", "/ml/team-a", true)]
    [InlineData("/ml/team-{t}", "/ml/team-", false)]
    [InlineData("/ml/{t}-team", "/ml/a-team", true)]
    [InlineData("/ml/a{t}a", "/ml/aa", false)]
    [InlineData("/ml/a{t}a", "/ml/aba", true)]
    [InlineData("/ml/{t}/{t}", "/ml/a/a", true)]
    [InlineData("/ml/{t}/{t}", "/ml/a/b", false)]
    [InlineData("/{{x}}", "/{x}", true)]
    [InlineData("/straße", "/strasse", false)]
    public void A_pattern_is_anchored_and_ordinal(string pattern, string group, bool matches) =>
        When($"{{ group: \"{pattern}\" }}").Grants(Member(group)).ShouldBe(matches);

    [Theory]
    [InlineData("/ml/vision/")]
    [InlineData("/ml//vision")]
    [InlineData("//ml/vision")]
    [InlineData("/ml~/vision")]
    [InlineData("/ml/vision~")]
    public void A_group_that_may_be_forged_grants_nothing(string group) =>
        When("{ group: [/ml/*, /**] }").Grants(Member(group)).ShouldBeFalse();

    [Theory]
    [InlineData("/ml/vision/")]
    [InlineData("/ml//vision")]
    [InlineData("//ml/vision//")]
    [InlineData("/ml/vision")]
    public void A_group_with_empty_segments_is_still_denied_as_if_they_were_not_there(string group)
    {
        DenyWhen("{ group: /ml/vision }").Grants(Member(group)).ShouldBeFalse();
        DenyWhen("{ group: \"/{org}/v{team}\" }").Grants(Member(group)).ShouldBeFalse();
    }

    [Fact]
    public void A_group_with_a_tilde_is_still_denied() =>
        DenyWhen("{ group: \"/ml/**\" }").Grants(Member("/ml/a~b")).ShouldBeFalse();

    [Theory]
    [InlineData("ml/vision")]
    [InlineData("vision")]
    [InlineData("")]
    public void What_does_not_begin_with_a_slash_is_no_group(string value)
    {
        When("{ group: \"/**\" }").Grants(Member(value)).ShouldBeFalse();
        DenyWhen("{ group: \"/**\" }").Grants(Member(value)).ShouldBeTrue();
    }

    [Fact]
    public void A_list_of_patterns_means_any_of_them()
    {
        var rules = When("{ group: [/a, /b/*] }");

        rules.Grants(Member("/x", "/b/c")).ShouldBeTrue();
        rules.Grants(Member("/x")).ShouldBeFalse();
    }

    [Fact]
    public void Every_distinct_binding_is_one_grant_in_ordinal_order_whatever_the_order_of_groups()
    {
        var rules = Compile("""
            version: 1
            rules:
              - id: team
                when: { group: ["/ml/{team}/lead", "/ml/{team}/staff"] }
                grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" }
            """);
        string[] groups = ["/ml/vision/staff", "/ml/speech/staff", "/ml/vision/lead", "/other"];

        var names = rules.Evaluate(Member(groups)).Eligible.Select(grant => grant.Name).ToList();

        names.ShouldBe(["team:speech", "team:vision"]);
        rules.Evaluate(Member([.. groups.Reverse()])).Eligible.Select(grant => grant.Name).ShouldBe(names);
    }

    [Fact]
    public void Captures_of_several_names_keep_the_order_of_the_pattern()
    {
        var rules = Compile("""
            version: 1
            rules:
              - id: both
                when: { group: ["/{org}/pre-{team}-post/x", "/alt/{team}/{org}"] }
                grant: { role: "arn:aws:iam::111122223333:role/{org}-{team}" }
            """);

        rules.Evaluate(Member("/ml/pre-vision-post/x")).Eligible.ShouldHaveSingleItem().Name.ShouldBe("both:ml:vision");
        rules.Evaluate(Member("/alt/vision/ml")).Eligible.ShouldHaveSingleItem().Role.Name.ShouldBe("ml-vision");
    }

    [Fact]
    public void More_bindings_than_the_bound_refuse_the_rule_and_give_none_of_them()
    {
        var rules = When("{ group: \"/ml/{team}\" }");
        var groups = Enumerable.Range(0, BindingSet.Limit + 1).Select(index => $"/ml/t{index}").ToArray();

        rules.Evaluate(Member(groups[1..])).Eligible.Count.ShouldBe(BindingSet.Limit);
        var over = rules.Evaluate(Member(groups));
        over.Eligible.ShouldBeEmpty();
        over.Select(null).Denied(DenialReason.InvalidValue).RuleId.ShouldBe("r");
    }

    [Fact]
    public void Hostile_groups_are_answered()
    {
        var rules = When("{ group: [\"/a/{x}\", \"/a/p{x}s\", \"/{x}/b\"] }");

        var evaluation = rules.Evaluate(Member("/", "//", new string('/', 100_000), "/a/" + new string('x', 100_000), "/a/\ud800", "/a/\0", "/~"));

        evaluation.Eligible.ShouldBeEmpty();
        evaluation.Refused.Select(grant => grant.Reason).ShouldAllBe(reason => reason == DenialReason.InvalidValue);
        evaluation.Refused.Count.ShouldBe(3);
    }
}
