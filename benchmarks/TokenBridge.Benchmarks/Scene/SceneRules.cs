using System.Globalization;
using System.Text;
using TokenBridge.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Benchmarks.Scene;

/// <summary>Rules as a large company would have them: one for each department, with a capture, three tags and a claim to match.</summary>
internal static class SceneRules
{
    private const string Head = """
        version: 1
        claims:
          user: /preferred_username
          department: /department
          cost_center: { from: /cost_center, default: unassigned }
        defaults:
          session_name: "{user}"
          source_identity: "{sub}"
          tags: { department: "{department}", cost_center: "{cost_center}" }
        rules:

        """;

    /// <summary>One deny for every thirty grants.</summary>
    public static RuleSet Compile(int count)
    {
        var yaml = new StringBuilder(Head);
        for (var number = 0; number < count; number++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - id: rule-{number}\n");
            _ = number % 30 == 29
                ? yaml.Append(CultureInfo.InvariantCulture, $$"""    when: { group: /contractors/acme-{{number}}/** }{{"\n"}}    deny: { roles: ["arn:aws:iam::999900001111:role/*"], reason: No contractors here. }{{"\n"}}""")
                : yaml.Append(CultureInfo.InvariantCulture, $$$"""    when: { group: "/dept-{{{number}}}/{team}/scientists", claims: { department: [research, platform] } }{{{"\n"}}}    grant: { name: "ds-{{{number}}}-{team}", role: "arn:aws:iam::111122223333:role/ds-{{{number}}}-{team}", tags: { team: "{team}" }, transitive_tags: [team] }{{{"\n"}}}""");
        }

        return RuleSetCompiler.Compile([new RuleSetSource("rules.yaml", yaml.ToString())], new RuleSetContext(["research"])) switch
        {
            RuleSetCompilation.Compiled compiled => compiled.RuleSet,
            var refused => throw new InvalidOperationException(string.Join('\n', ((RuleSetCompilation.Refused)refused).Faults.Take(5))),
        };
    }
}
