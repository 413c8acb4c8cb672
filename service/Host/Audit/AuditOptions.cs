namespace TokenBridge.Host.Audit;

/// <summary><c>TokenBridge:Audit</c>.</summary>
/// <param name="Path">A file that records are appended to; null writes them to standard output.</param>
/// <param name="Claims">How much of what the rules read stands in the record of their refusal.</param>
internal sealed record AuditOptions(string? Path, AuditedClaims Claims = AuditedClaims.Names);
