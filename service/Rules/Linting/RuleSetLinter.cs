using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting;

/// <summary>What is seldom meant in rules that have no fault. Says only what it can decide, and leaves alone what a file allows with a reason.</summary>
internal static class RuleSetLinter
{
    /// <param name="rules">Compiled from <paramref name="sources"/>.</param>
    /// <param name="sources">The texts, read again for their positions.</param>
    /// <param name="context">What they were compiled against.</param>
    /// <returns>Sorted by file, line, column and code; each place and code once.</returns>
    public static IReadOnlyList<RuleWarning> Lint(RuleSet rules, IReadOnlyList<RuleSetSource> sources, RuleSetContext context)
    {
        var documents = sources.Select(source => RuleSetDocumentReader.Read(source, new FaultList())).OfType<RuleSetDocument>().ToList();
        var names = new SameNames(documents);
        return
        [
            .. documents
                .SelectMany(document => LintAllowances.Apply(document, Find(document, documents, names, rules, context)))
                .DistinctBy(warning => (warning.At, warning.Code))
                .OrderBy(warning => warning.At.File, StringComparer.Ordinal)
                .ThenBy(warning => warning.At.Line)
                .ThenBy(warning => warning.At.Column)
                .ThenBy(warning => warning.Code, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<RuleWarning> Find(
        RuleSetDocument document, IReadOnlyList<RuleSetDocument> documents, SameNames names, RuleSet rules, RuleSetContext context) =>
    [
        .. ClaimMapLint.Find(document),
        .. NoRulesLint.Find(document),
        .. SameNameLint.Find(document, names),
        .. ActionTemplateLint.Find(document),
        .. ClientSlashLint.Find(document),
        .. UnreachableLint.Find(document),
        .. AlwaysDeniedLint.Find(document, documents),
        .. IdleDenyLint.Find(document, rules),
        .. CoveredLint.Find(document),
        .. EveryoneLint.Find(document),
        .. ClaimTrustLint.Find(document),
        .. OrganizationLint.Find(document),
        .. SessionLint.Find(document, context),
        .. HandleLint.Find(document),
        .. PackedSizeLint.Find(document),
        .. ClaimNameLint.Find(document),
        .. PartitionLint.Find(document, documents),
    ];
}
