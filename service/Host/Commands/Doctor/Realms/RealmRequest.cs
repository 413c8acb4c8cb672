namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Which realm to look over, and by which way.</summary>
/// <param name="IssuerId">Of the configuration; null takes the only one there is.</param>
/// <param name="Client">That reads the admin REST API; null where an export is read.</param>
/// <param name="SecretFile">Holds the client's secret.</param>
/// <param name="ExportFile">A realm export; null asks the server.</param>
internal sealed record RealmRequest(string? IssuerId, string? Client, string? SecretFile, string? ExportFile);
