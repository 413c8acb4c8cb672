using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Diffing.Witnesses;

/// <summary>One side of a comparison: rules without a fault, and how they are written.</summary>
/// <param name="Rules">Compiled.</param>
/// <param name="Documents">In the order of the files; their rules are those of <paramref name="Rules"/>, in the same order.</param>
internal sealed record RuleSetVersion(RuleSet Rules, IReadOnlyList<RuleSetDocument> Documents)
{
    /// <param name="rules">Compiled from <paramref name="sources"/>.</param>
    /// <param name="sources">The texts, read again for how they are written.</param>
    public static RuleSetVersion Of(RuleSet rules, IReadOnlyList<RuleSetSource> sources) =>
        new(rules, [.. sources.Select(source => RuleSetDocumentReader.Read(source, new FaultList())).OfType<RuleSetDocument>()]);

    /// <summary>Each rule with the file that it stands in.</summary>
    public IEnumerable<WrittenRule> Written => Documents.SelectMany(file => file.Rules.Select(rule => new WrittenRule(file, rule)));
}

/// <summary>A rule as written.</summary>
/// <param name="file">That it stands in.</param>
/// <param name="rule">Without a fault.</param>
internal sealed class WrittenRule(RuleSetDocument file, RuleDocument rule)
{
    public RuleSetDocument File { get; } = file;

    public RuleDocument Rule { get; } = rule;
}
