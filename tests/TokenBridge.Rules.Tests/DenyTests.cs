using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class DenyTests
{
    [Theory]
    [InlineData("*", true)]
    [InlineData("arn:aws:iam::111122223333:role/*", true)]
    [InlineData("arn:aws:iam::*", true)]
    [InlineData("arn:*", true)]
    [InlineData("*role/team/prod-x", true)]
    [InlineData("*:role/*/prod-*", true)]
    [InlineData("arn:aws:iam::111122223333:role/team/PROD-x", true)]
    [InlineData("arn:aws:iam::111122223333:role/prod-x", false)]
    [InlineData("arn:aws:iam::111122223333:role/team/prod", false)]
    [InlineData("arn:aws:iam::999900001111:role/*", false)]
    public void A_glob_spans_slashes_and_colons_and_is_anchored(string pattern, bool matches)
    {
        RoleGlob.Read(pattern).TryGet(out var glob, out _).ShouldBeTrue();
        glob!.Matches("arn:aws:iam::111122223333:role/team/prod-x").ShouldBe(matches);
    }

    [Theory]
    [InlineData("prod-*")]
    [InlineData("arn:aws:iam::11112222333:role/*")]
    [InlineData("arn:aws:iam::111122223333:user/*")]
    [InlineData("arn:aws:sts::111122223333:*")]
    [InlineData("arn:aws:iam::111122223333:role/prod-?")]
    [InlineData("arn:aws:iam::111122223333:role/{team}")]
    [InlineData("arn:aws:iam::111122223333:role/a b*")]
    [InlineData("arn:aws:iam::111122223333:role")]
    [InlineData("")]
    public void A_glob_that_could_forbid_nothing_is_a_fault(string pattern) =>
        RoleGlob.Read(pattern).Succeeded.ShouldBeFalse();

    [Fact]
    public void A_deny_wins_over_every_grant_whatever_the_order_and_the_priority()
    {
        var rules = Compile($$"""
            version: 1
            rules:
              - { id: no, when: { group: /out }, deny: { roles: ["{{Role}}"], reason: Not for you. } }
              - { id: yes, when: everyone, grant: { role: "{{Role}}", priority: 100 } }
              - { id: other, when: everyone, grant: { role: "arn:aws:iam::111122223333:role/other" } }
            """);

        var evaluation = rules.Evaluate(Member("/out"));

        evaluation.Eligible.ShouldHaveSingleItem().Name.ShouldBe("other");
        evaluation.Select("yes").Denied(DenialReason.DeniedByRule).Message.ShouldContain("Not for you");
        rules.Evaluate(Member()).Eligible.Count.ShouldBe(2);
    }

    [Fact]
    public void A_denied_grant_says_so_even_where_its_tags_could_not_be_rendered_either()
    {
        var rules = Compile($$"""
            version: 1
            claims: { x: /x }
            rules:
              - { id: yes, when: everyone, grant: { name: "n-{x}", role: "{{Role}}", tags: { t: "{x}" } } }
              - { id: no, when: everyone, deny: { roles: ["*"] } }
            """);

        var denied = rules.Evaluate(Member()).Select(null).Denied(DenialReason.DeniedByRule);

        denied.RuleId.ShouldBe("no");
    }
}
