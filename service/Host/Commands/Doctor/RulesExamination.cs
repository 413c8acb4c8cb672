using TokenBridge.Host.Rules;
using TokenBridge.Host.Settings;
using TokenBridge.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Linting;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>The rules by the way that they take into service: compiled, tested, and then looked over for what is seldom meant.</summary>
internal static class RulesExamination
{
    private const string Check = "rules";

    /// <summary>A file of another kind has a fault in every line.</summary>
    private const int MostFaults = 20;

    /// <returns>The rules too, where they have no fault.</returns>
    public static (RuleSet? Rules, IReadOnlyList<Diagnosis> Diagnoses) Run(TokenBridgeSettings settings)
    {
        var path = settings.Rules.Path;
        if (new RuleSetAdmission(settings.Rules, settings.RuleContext).Load().Compilation is RuleSetCompilation.Refused refused)
        {
            var more = refused.Count - MostFaults;
            return (null,
            [
                .. refused.Faults.Take(MostFaults).Select(fault => Diagnosis.Fault(Check, $"{fault.File}:{fault.Line}:{fault.Column} {fault.Code}", fault.Message)),
                .. more > 0 ? new[] { Diagnosis.Fault(Check, $"and {more} more", $"tokenbridge rules check {path}") } : [],
            ]);
        }

        var checkedRules = RulesCheck.Of(path, settings.RuleContext);
        if (checkedRules.Rules is not { } rules)
        {
            return (null, [Diagnosis.Fault(Check, $"{path} changed while it was read", "run this again")]);
        }

        var seen = $"{rules.Rules.Count} rules, {rules.Tests.Count} tests pass";
        return (rules, [checkedRules.Findings.Count == 0
            ? Diagnosis.Ok(Check, rules.Tests.Count == 0 ? $"{rules.Rules.Count} rules, no tests" : seen)
            : Diagnosis.Warning(Check, $"{seen}, {checkedRules.Findings.Count} {(checkedRules.Findings.Count == 1 ? "warning" : "warnings")}", $"tokenbridge rules check {path}")]);
    }
}
