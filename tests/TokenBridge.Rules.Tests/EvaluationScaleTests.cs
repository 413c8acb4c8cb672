using System.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

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

    /// <summary>Each grows in two ways at once, so that what multiplies them shows: four times the size may cost four times as much, not sixteen.</summary>
    [Theory]
    [InlineData("denies beside grants")]
    [InlineData("a long claim in the name of each grant")]
    [InlineData("a long claim in the role of each grant")]
    [InlineData("a long claim in a tag of each grant")]
    [InlineData("a long list in a tag of each grant")]
    [InlineData("a long capture beside many others")]
    [InlineData("many branches that capture")]
    [InlineData("many rules over one long list")]
    public void Cost_grows_with_the_caller_and_no_faster(string what)
    {
        var (small, large) = (Allocated(what, 60), Allocated(what, 240));

        large.ShouldBeLessThan(6 * small);
    }

    private static long Allocated(string what, int size)
    {
        var (yaml, caller) = Scene(what, size);
        var rules = Compile($"version: 1\nclaims: {{ text: /text, list: /list }}\nrules:\n{yaml}");
        rules.Evaluate(caller);
        var before = GC.GetAllocatedBytesForCurrentThread();
        rules.Evaluate(caller);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static (string Yaml, CallerIdentity Caller) Scene(string what, int size)
    {
        var text = new string('x', size * 64);
        var list = string.Join(", ", Enumerable.Range(0, size * 4).Select(index => $"\"v{index}\""));
        var caller = Caller($$"""{"text": "{{text}}", "list": [{{list}}]}""", [$"/long/{text}", .. Enumerable.Range(0, size).Select(index => $"/ml/{index}")]);
        return (what switch
        {
            "denies beside grants" => Each(size, index =>
                $"- {{ id: g{index}, when: {{ group: /ml/{index} }}, grant: {{ role: \"{Role}\" }} }}\n- {{ id: d{index}, when: {{ group: /ml/{index} }}, deny: {{ roles: [\"arn:aws:iam::999900001111:role/{index}-*\"] }} }}\n"),
            "a long claim in the name of each grant" => Grant("""name: "{team}-{text}" """),
            "a long claim in the role of each grant" => $"- {{ id: g, when: {{ group: \"/ml/{{team}}\" }}, grant: {{ role: \"{Role}-{{team}}-{{text}}\" }} }}",
            "a long claim in a tag of each grant" => Grant("""tags: { a: "{team}{text}" }"""),
            "a long list in a tag of each grant" => Grant("""tags: { a: { claim: list, join: ":" } }"""),
            "a long capture beside many others" => $"- {{ id: g, when: {{ all: [{{ group: \"/long/{{text}}\" }}, {{ group: \"/ml/{{team}}\" }}] }}, grant: {{ role: \"{Role}\" }} }}",
            "many branches that capture" => $"- {{ id: g, when: {{ any: [{string.Join(", ", Enumerable.Range(0, size / 2).Select(index => $"{{ group: \"/{{kind}}/{index}\" }}"))}] }}, grant: {{ role: \"{Role}\" }} }}",
            "many rules over one long list" => Each(size, index => $"- {{ id: g{index}, when: {{ group: /ml/1, claims: {{ list: v{index} }} }}, grant: {{ role: \"{Role}\" }} }}\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        }, caller);
    }

    private static string Grant(string field) => $"- {{ id: g, when: {{ group: \"/ml/{{team}}\" }}, grant: {{ role: \"{Role}\", {field} }} }}";

    private static string Each(int count, Func<int, string> rule) => string.Concat(Enumerable.Range(0, count).Select(rule));

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
