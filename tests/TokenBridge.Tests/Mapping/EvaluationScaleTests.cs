using System.Text;
using TokenBridge.Mapping;
using static TokenBridge.Tests.Mapping.TestRules;

namespace TokenBridge.Tests.Mapping;

/// <summary>Sizes that must not change an answer; allocations stand for time, which no test may measure.</summary>
public sealed class EvaluationScaleTests
{
    private static readonly Lazy<RuleSet> TenThousand = new(() => Compile(Teams(10_000)));

    [Fact]
    public void Ten_thousand_rules_cost_a_caller_what_ten_do()
    {
        var (few, many) = (Compile(Teams(10)), TenThousand.Value);
        var caller = Caller("{\"department\": \"research\"}", "/ml5/vision/scientists", "/elsewhere");

        Allocated(many).ShouldBe(Allocated(few));

        long Allocated(RuleSet rules)
        {
            rules.Evaluate(caller).Eligible.ShouldHaveSingleItem().Name.ShouldBe("ds5-vision");
            var before = GC.GetAllocatedBytesForCurrentThread();
            rules.Evaluate(caller);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Rules_that_share_their_group_are_found_by_what_tells_them_apart()
    {
        var yaml = new StringBuilder("version: 1\nclaims: { user: /user }\nrules:\n");
        for (var index = 0; index < 10_000; index++)
        {
            yaml.Append($"- {{ id: r{index}, when: {{ group: /staff, claims: {{ user: u{index} }} }}, grant: {{ role: \"{Role}\" }} }}\n");
        }

        Compile(yaml.ToString()).Evaluate(Caller("{\"user\": \"u77\"}", "/staff")).Eligible.ShouldHaveSingleItem().RuleId.ShouldBe("r77");
    }

    [Fact]
    public void Ten_thousand_groups_get_ten_thousand_grants()
    {
        var groups = Enumerable.Range(0, 10_000).Select(index => $"/ml{index}/vision/scientists").ToArray();

        var evaluation = TenThousand.Value.Evaluate(Caller("{\"department\": \"research\"}", groups));

        evaluation.Eligible.Count.ShouldBe(10_000);
        evaluation.Select(null).Denied(DenialReason.RoleRequired).Roles.Count.ShouldBe(10_000);
    }

    private static string Teams(int count)
    {
        var yaml = new StringBuilder("version: 1\nclaims: { department: /department }\nrules:\n");
        for (var index = 0; index < count; index++)
        {
            yaml.Append($$"""
                - id: team-{{index}}
                  when: { group: "/ml{{index}}/{team}/scientists", claims: { department: [research, platform] } }
                  grant: { name: "ds{{index}}-{team}", role: "arn:aws:iam::111122223333:role/ds{{index}}-{team}", tags: { team: "{team}" } }

                """);
        }

        return yaml.ToString();
    }
}
