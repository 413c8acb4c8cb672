using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Testing;

namespace TokenBridge.Rules.Linting;

/// <summary>One rule set, compiled and judged.</summary>
/// <param name="Path">As the operator named it.</param>
/// <param name="Sources">What could be read.</param>
/// <param name="Rules">Null where there is a fault.</param>
/// <param name="Findings">Faults, or else warnings; sorted. Where tests were run, those that fail stand first.</param>
internal sealed record RulesCheck(string Path, IReadOnlyList<RuleSetSource> Sources, RuleSet? Rules, IReadOnlyList<Finding> Findings)
{
    public bool AreTestsRun { get; private init; }

    public static RulesCheck Of(string path, RuleSetContext context)
    {
        var (sources, unreadable) = RuleSetFile.Read(path);
        return RuleSetCompiler.Compile(sources, context) switch
        {
            RuleSetCompilation.Compiled { RuleSet: var rules } when unreadable.Count == 0 =>
                new RulesCheck(path, sources, rules, Listed(RuleSetLinter.Lint(rules, sources, context))),
            var compilation => new RulesCheck(
                path,
                sources,
                null,
                [.. unreadable.Concat((compilation as RuleSetCompilation.Refused)?.Faults ?? []).OrderBy(fault => fault.File, StringComparer.Ordinal).Select(Finding.Of)]),
        };
    }

    /// <summary>The same with every test run; one that fails is a fault, as it is to the service.</summary>
    public RulesCheck WithTests() => Rules is null ? this : this with
    {
        AreTestsRun = true,
        Findings = [.. RuleSetTests.FindFaults(Rules).Select(Finding.Of), .. Findings],
    };

    /// <summary>As many as faults are, and behind them how many there are besides.</summary>
    private static IReadOnlyList<Finding> Listed(IReadOnlyList<RuleWarning> warnings)
    {
        if (warnings.Count <= FaultList.MostListed)
        {
            return [.. warnings.Select(Finding.Of)];
        }

        var (others, at) = (warnings.Count - FaultList.MostListed, warnings[FaultList.MostListed].At);
        return
        [
            .. warnings.Take(FaultList.MostListed).Select(Finding.Of),
            Finding.Of(new RuleWarning(at, LintCode.NotListed, $"{others} more warnings are not listed; fix or allow those above first")) with { Count = others },
        ];
    }
}
