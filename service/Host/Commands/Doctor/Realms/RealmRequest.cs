namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Which realm to look over, and by which way.</summary>
/// <param name="IssuerId">Of the configuration; null takes the only one there is.</param>
/// <param name="Login">Who reads the admin REST API; null where an export is read.</param>
/// <param name="ExportFile">A realm export; null asks the server.</param>
/// <param name="SaveFile">Where what the server says is written too; null for nowhere.</param>
internal sealed record RealmRequest(string? IssuerId, AdminLogin? Login, string? ExportFile, string? SaveFile);
