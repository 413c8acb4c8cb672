using TokenBridge.Host.Audit.Records;
using TokenBridge.Host.Rules;

namespace TokenBridge.Host;

/// <summary>What the audit log says of rules: the room of rules knows no records, and that of records no rules.</summary>
internal static class RulesRecords
{
    public static RulesPart PartOf(string? hash, IReadOnlyList<RulesFile> files) =>
        new(hash, [.. files.Select(file => new RulesFilePart(file.Path, file.Sha256, file.Owner))]);

    public static RulesRecord Of(RulesChange change, DateTimeOffset time) => change.Loaded.Compilation.Match(
        rules => new RulesRecord(time, change.PreviousHash, PartOf(rules.Hash, change.Loaded.Files), []),
        faults => new RulesRecord(time, change.PreviousHash, PartOf(null, change.Loaded.Files), [.. faults.Select(fault => fault.ToString())]));
}
