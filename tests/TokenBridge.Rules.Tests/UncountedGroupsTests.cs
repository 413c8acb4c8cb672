using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>Values of groups that never count: told to whoever is refused, for they look like the group that the rule wants.</summary>
public sealed class UncountedGroupsTests
{
    [Theory]
    [InlineData("/a", null)]
    [InlineData("/a/b c/é", null)]
    [InlineData("a", "no slash in front")]
    [InlineData("", "no slash in front")]
    [InlineData("a/b", "no slash in front")]
    [InlineData("/", "a slash at its end")]
    [InlineData("/a/", "a slash at its end")]
    [InlineData("/a//b", "an empty segment")]
    [InlineData("//a", "an empty segment")]
    [InlineData("/a~b", "a ~ in it")]
    public void What_is_said_to_never_count_is_what_no_grant_takes(string group, string? flaw)
    {
        GroupPath.Flaw(group).ShouldBe(flaw);
        When("{ group: /** }").Grants(Member(group)).ShouldBe(flaw is null);
    }

    [Fact]
    public void Who_is_refused_for_a_group_without_its_path_is_told_the_switch()
    {
        var denied = When("{ group: /ml/scientists }").Evaluate(Member("scientists", "/ml/other")).Select(null).Denied(DenialReason.NoRuleMatches);

        denied.Message.ShouldEndWith(
            "then log in again. Groups of the token that never count: 'scientists' (no slash in front). "
            + "Rules match whole paths such as /a/b: switch \"Full group path\" on in Keycloak's group membership mapper.");
        denied.Detail.ShouldStartWith("no grant rule matches the caller; Groups of the token that never count: 'scientists'");
    }

    [Fact]
    public void Who_asks_for_a_role_by_name_is_told_too()
    {
        var denied = When("{ group: /ml/scientists }").Evaluate(Member("/ml/scientists/")).Select("r").Denied(DenialReason.RoleNotGranted);

        denied.Message.ShouldContain("'/ml/scientists/' (a slash at its end). Rename groups that have a slash or a ~ in their names.");
        denied.Message.ShouldNotContain("Full group path");
        denied.Detail.ShouldContain("'/ml/scientists/'");
    }

    [Fact]
    public void Nothing_is_said_of_groups_where_all_can_count_or_no_rule_asks_for_any()
    {
        When("{ group: /ml/scientists }").Evaluate(Member("/ml/other")).Select(null).Denied(DenialReason.NoRuleMatches).Message.ShouldNotContain("count");
        When("{ realm_role: scientists }").Evaluate(Member("scientists")).Select(null).Denied(DenialReason.NoRuleMatches).Message.ShouldNotContain("count");
    }

    [Fact]
    public void Of_many_three_are_named_in_an_order_of_their_own()
    {
        string[] groups = ["d", "b", "a", "c", "b", new string('x', 500), new string('é', 500)];

        var text = UncountedGroups.Of(Member(groups))!.Text;

        text.ShouldContain(": 'a' (no slash in front), 'b' (no slash in front), 'c' (no slash in front) and 3 more.");
        UncountedGroups.Of(Member([.. groups.Reverse()]))!.Text.ShouldBe(text);
        When("{ group: /a }").Evaluate(Member([.. Enumerable.Range(0, 9).Select(index => $"{index}{new string('é', 500)}"), "/~"])).Select(null).Denied(DenialReason.NoRuleMatches);
    }
}
