using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Reading.Yaml;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Linting;

/// <summary>Rules for the linter, and what it says of them.</summary>
internal static class TestLint
{
    public static string Grant(string when, string more = "") => $$"""
        version: 1
        lint: []
        claims: { x: /x, y: { from: /y, default: z }, used: /used }
        defaults: { source_identity: "{x?}{y}{used?}" }
        rules: [{ id: r, when: {{when}}, grant: { role: "{{Role}}"{{more}} } }]
        """;

    public static IEnumerable<string> Codes(string yaml) => Warnings(yaml).Select(warning => warning.Code);

    public static IReadOnlyList<RuleWarning> Warnings(string yaml) => Warnings([new RuleSetSource("rules.yaml", yaml)]);

    public static IReadOnlyList<RuleWarning> Warnings(RuleSetSource[] sources)
    {
        var context = new RuleSetContext([]);
        return RuleSetCompiler.Compile(sources, context) switch
        {
            RuleSetCompilation.Compiled { RuleSet: var rules } => RuleSetLinter.Lint(rules, sources, context),
            var refused => throw new InvalidOperationException(string.Join('\n', ((RuleSetCompilation.Refused)refused).Faults)),
        };
    }
}
