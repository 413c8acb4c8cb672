namespace TokenBridge.Protocol.Documents;

/// <param name="Status"><c>live</c>.</param>
internal sealed record Liveness(string Status);

/// <param name="Status"><c>ready</c> or <c>not_ready</c>.</param>
/// <param name="RulesHash">SHA-256 of the rule set in force.</param>
/// <param name="RulesFault">Why newer rules on disk are not in force; absent when they are.</param>
/// <param name="Audit">Whether records can be written.</param>
/// <param name="AuditFault">Why they cannot; absent when they can.</param>
/// <param name="Issuers">One for each configured realm.</param>
/// <param name="WithoutKeys">Those whose keys were never read, so that nobody can check their tokens; absent where there is none.</param>
/// <param name="Stopping">Present once the service was told to stop.</param>
internal sealed record Readiness(
    string Status, string RulesHash, string? RulesFault, bool Audit, string? AuditFault, IReadOnlyList<IssuerReadiness> Issuers, IReadOnlyList<string>? WithoutKeys, bool? Stopping);

/// <param name="Id">The configured name.</param>
/// <param name="Keys">Whether its keys were ever read.</param>
/// <param name="Required">Whether the service is not ready without them.</param>
/// <param name="LastRead">When they were last read well.</param>
/// <param name="Fault">Why the last read failed; absent when it did not.</param>
internal sealed record IssuerReadiness(string Id, bool Keys, bool Required, DateTimeOffset? LastRead, string? Fault);
