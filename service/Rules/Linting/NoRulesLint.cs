using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Linting;

/// <summary>A file that gives nobody anything and forbids nothing: mostly one that was emptied by mistake, or a template that was never filled.</summary>
internal static class NoRulesLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document) => document.Rules.Count > 0 || document.Tests.Count > 0
        ? []
        : [new RuleWarning(new SourcePosition(document.File, 1, 1), LintCode.NoRules, "this file has no rules, so it gives nobody anything and forbids nothing; write rules, or take the file out")];
}
