namespace TokenBridge.Host.Audit.Records;

/// <summary>Rules changed on disk, and what became of them.</summary>
/// <param name="Time">When they were read.</param>
/// <param name="PreviousHash">Of the set that was in force; where the new one is refused, it still is.</param>
/// <param name="Rules">What was read.</param>
/// <param name="Faults">As <c>rules check</c> prints them; none where the rules were taken.</param>
internal sealed record RulesRecord(DateTimeOffset Time, string PreviousHash, RulesPart Rules, IReadOnlyList<string> Faults);
