namespace TokenBridge.Host.Audit.Records;

/// <summary>Rules as they stood on disk.</summary>
/// <param name="Hash">SHA-256 of the rule set, as <c>/health/ready</c> shows it; null where they are no rule set.</param>
/// <param name="Files">Those that could be read, in the order in which they count.</param>
internal sealed record RulesPart(string? Hash, IReadOnlyList<RulesFilePart> Files);

/// <param name="Path">As the configuration leads to it.</param>
/// <param name="Sha256">Of its bytes, lower-case hex: what <c>sha256sum</c> prints.</param>
/// <param name="Owner">User id; null where the system does not tell.</param>
internal sealed record RulesFilePart(string Path, string Sha256, uint? Owner);
