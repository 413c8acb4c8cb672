namespace TokenBridge.Host.Audit.Records;

/// <summary>The first record of a run. It is written before the port opens, so that a sink which takes nothing is found before the first caller.</summary>
/// <param name="Time">Of the start.</param>
/// <param name="Version">Of the service.</param>
/// <param name="SettingsHash">SHA-256 of everything under <c>TokenBridge</c>, lower-case hex: equal settings, equal hash.</param>
/// <param name="Rules">In force from the start.</param>
internal sealed record StartRecord(DateTimeOffset Time, string Version, string SettingsHash, RulesPart Rules);
