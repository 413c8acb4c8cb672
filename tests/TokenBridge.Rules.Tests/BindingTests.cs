using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>How captures are filled where there are many, or several tests fill them.</summary>
public sealed class BindingTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(20)]
    public void However_many_bindings_there_are_each_is_one_grant(int teams)
    {
        var rules = Compile("""
            version: 1
            rules:
              - id: team
                when: { group: ["/a/{team}", "/b/{team}"] }
                grant: { role: "arn:aws:iam::111122223333:role/{team}" }
            """);
        var names = Enumerable.Range(10, teams).Select(index => $"t{index}").ToList();

        rules.Evaluate(Member([.. names.Select(name => $"/a/{name}"), .. names.Select(name => $"/b/{name}")])).Eligible.Select(grant => grant.Name)
            .ShouldBe(names.Select(name => $"team:{name}"));
    }

    [Fact]
    public void Groups_of_one_binding_do_not_count_towards_the_bound()
    {
        var rules = When("{ group: [\"/a/{team}\", \"/b/{team}\"] }");
        var teams = Enumerable.Range(0, BindingSet.Limit).Select(index => $"t{index}").ToList();

        rules.Evaluate(Member([.. teams.Select(team => $"/a/{team}"), .. teams.Select(team => $"/b/{team}")])).Eligible.Count.ShouldBe(BindingSet.Limit);
    }

    [Fact]
    public void Bindings_of_two_captures_are_ordered_by_the_first_and_then_by_the_second()
    {
        var rules = Compile("""
            version: 1
            rules: [{ id: r, when: { group: "/{a}/{b}" }, grant: { role: "arn:aws:iam::111122223333:role/{a}-{b}" } }]
            """);

        rules.Evaluate(Member("/y/a", "/x/b", "/x/a", "/y/B")).Eligible.Select(grant => grant.Role.Name).ShouldBe(["x-a", "x-b", "y-B", "y-a"]);
    }

    [Fact]
    public void Tests_that_share_a_name_are_joined_by_it_and_others_are_paired()
    {
        var rules = Compile("""
            version: 1
            rules:
              - id: r
                when: { all: [{ group: "/lead/{org}/{team}" }, { group: "/cost/{org}/{center}" }] }
                grant: { role: "arn:aws:iam::111122223333:role/{org}-{team}-{center}" }
            """);

        rules.Evaluate(Member("/lead/x/a", "/lead/x/b", "/lead/y/c", "/lead/z/d", "/cost/x/1", "/cost/x/2", "/cost/y/3", "/cost/w/4"))
            .Eligible.Select(grant => grant.Role.Name).ShouldBe(["x-a-1", "x-a-2", "x-b-1", "x-b-2", "y-c-3"]);
    }

    [Fact]
    public void More_pairs_than_the_bound_refuse_the_rule_and_as_many_as_the_bound_do_not()
    {
        var rules = When("{ all: [{ group: \"/a/{x}\" }, { group: \"/b/{y}\" }] }");

        rules.Evaluate(Pairs(25, 40)).Eligible.Count.ShouldBe(BindingSet.Limit);
        var over = rules.Evaluate(Pairs(7, 143)); // 1,001
        over.Eligible.ShouldBeEmpty();
        over.Select(null).Denied(DenialReason.InvalidValue).RuleId.ShouldBe("r");

        static CallerIdentity Pairs(int left, int right) =>
            Member([.. Enumerable.Range(0, left).Select(index => $"/a/{index}"), .. Enumerable.Range(0, right).Select(index => $"/b/{index}")]);
    }

    [Theory]
    [InlineData("{ all: [{ group: \"/a/{x}\" }, { group: \"/b/{x}\" }] }")]
    [InlineData("{ all: [{ group: \"/b/{x}\" }, { group: \"/a/{x}\" }] }")]
    [InlineData("{ any: [{ group: \"/a/{x}\" }, { group: \"/b/{x}\" }] }")]
    [InlineData("{ any: [{ group: \"/b/{x}\" }, { group: \"/a/{x}\" }] }")]
    public void One_test_with_too_many_bindings_refuses_the_rule_whatever_the_others_have(string when)
    {
        var evaluation = When(when).Evaluate(Member(["/b/0", .. Enumerable.Range(0, BindingSet.Limit + 1).Select(index => $"/a/{index}")]));

        evaluation.Eligible.ShouldBeEmpty();
        evaluation.Refused.ShouldHaveSingleItem().Reason.ShouldBe(DenialReason.InvalidValue);
    }

    [Theory]
    [InlineData("{ all: [{ group: \"/a/{x}\" }, { group: /none }] }")]
    [InlineData("{ all: [{ group: /none }, { group: \"/a/{x}\" }] }")]
    [InlineData("{ all: [{ group: \"/a/{x}\" }, { group: \"/none/{x}\" }] }")]
    public void A_test_that_fails_is_not_made_up_for_by_too_many_bindings_of_another(string when)
    {
        var evaluation = When(when).Evaluate(Member([.. Enumerable.Range(0, BindingSet.Limit + 1).Select(index => $"/a/{index}")]));

        evaluation.Eligible.ShouldBeEmpty();
        evaluation.Refused.ShouldBeEmpty();
    }

    [Fact]
    public void Tests_that_agree_on_no_value_hold_for_nobody_although_each_holds()
    {
        const string When = "{ all: [{ group: \"/a/{x}\" }, { group: \"/b/{x}\" }] }";

        TestRules.When(When).Evaluate(Member("/a/1", "/b/2")).Eligible.ShouldBeEmpty();
        DenyWhen(When).Grants(Member("/a/1", "/b/2")).ShouldBeTrue();
        DenyWhen(When).Grants(Member("/a/1", "/b/1")).ShouldBeFalse();
    }

    [Fact]
    public void A_capture_behind_others_and_in_a_part_of_a_segment_has_its_own_value()
    {
        var rules = Compile("""
            version: 1
            rules: [{ id: r, when: { group: "/x/{a}/y/p-{b}-s/{c}" }, grant: { role: "arn:aws:iam::111122223333:role/{a}.{b}.{c}" } }]
            """);

        rules.Evaluate(Member("/x/first/y/p-second-s/third")).Eligible.ShouldHaveSingleItem().Role.Name.ShouldBe("first.second.third");
    }

    [Fact]
    public void A_deny_captures_the_same_values_with_empty_segments_between()
    {
        var rules = Compile($$"""
            version: 1
            rules:
              - { id: all, when: everyone, grant: { role: "{{Role}}" } }
              - { id: no, when: { all: [{ group: "/x/{a}/{b}" }, { group: "/y/{a}/{b}" }] }, deny: { roles: "*" } }
            """);

        rules.Grants(Member("/x//1///2", "/y/1/2")).ShouldBeFalse();
        rules.Grants(Member("//x/1/2/", "/y/1//2")).ShouldBeFalse();
        rules.Grants(Member("/x//1//2", "/y/1/3")).ShouldBeTrue();
    }
}
