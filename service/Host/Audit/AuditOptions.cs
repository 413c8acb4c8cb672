namespace TokenBridge.Host.Audit;

/// <summary><c>TokenBridge:Audit</c>.</summary>
/// <param name="Path">A file that records are appended to; null writes them to standard output.</param>
internal sealed record AuditOptions(string? Path);
