using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Linting;

/// <summary>One rule set, compiled and judged.</summary>
/// <param name="Path">As the operator named it.</param>
/// <param name="Sources">What could be read.</param>
/// <param name="Rules">Null where there is a fault.</param>
/// <param name="Findings">Faults, or else warnings; sorted.</param>
internal sealed record RulesCheck(string Path, IReadOnlyList<RuleSetSource> Sources, RuleSet? Rules, IReadOnlyList<Finding> Findings)
{
    public static RulesCheck Of(string path, RuleSetContext context)
    {
        var (sources, unreadable) = RuleSetFile.Read(path);
        return RuleSetCompiler.Compile(sources, context) switch
        {
            RuleSetCompilation.Compiled { RuleSet: var rules } when unreadable.Count == 0 =>
                new RulesCheck(path, sources, rules, [.. RuleSetLinter.Lint(rules, sources, context).Select(Finding.Of)]),
            var compilation => new RulesCheck(
                path,
                sources,
                null,
                [.. unreadable.Concat((compilation as RuleSetCompilation.Refused)?.Faults ?? []).OrderBy(fault => fault.File, StringComparer.Ordinal).Select(Finding.Of)]),
        };
    }
}
