using System.Net;
using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Files;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>An administrator who logged in by <c>kcadm.sh config credentials</c>: their refresh token, used once and not kept.</summary>
/// <param name="File">As kcadm writes it: <c>{"serverUrl", "realm", "endpoints": {SERVER: {REALM: {"clientId", "refreshToken"}}}}</c>.</param>
internal sealed record SessionLogin(string File) : AdminLogin("the administrator of the kcadm session")
{
    private const int MostBytes = 1024 * 1024;

    private const string Again = "log in again: kcadm.sh config credentials --server URL --realm REALM --user NAME";

    public override async Task<Result<TokenRequest, Diagnosis>> PrepareAsync(AdminAddress address, CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(cancellationToken)).TryGet(out var session, out var unread))
        {
            return Diagnosis.Fault(Check, $"{File} {unread}", Again);
        }

        // The refresh token is the administrator's whole power: it goes to the server that gave it, and only where that is the issuer's own.
        var (server, realm) = (Text(session, "serverUrl"), Text(session, "realm"));
        if (server.TrimEnd('/') != address.Server)
        {
            return Diagnosis.Fault(Check, $"{File} is a session at {SafeText.Quote(server)}; the issuer is administered at {address.Server}", $"log in there: kcadm.sh config credentials --server {address.Server} …");
        }

        var entry = Member(Member(Member(session, "endpoints"), server), realm);
        return Text(entry, "refreshToken") is { Length: > 0 } token
            ? new TokenRequest(
                address.TokenOf(Uri.EscapeDataString(realm)),
                new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["client_id"] = Text(entry, "clientId"), ["refresh_token"] = token })
            : Diagnosis.Fault(Check, $"{File} holds no refresh token for the realm {SafeText.Quote(realm)}", Again);
    }

    public override Diagnosis? Refused(HttpStatusCode status, string? error) =>
        error is "invalid_grant" or "invalid_client" or "unauthorized_client" ? Diagnosis.Fault(Check, $"Keycloak does not take the session in {File} ({error})", Again) : null;

    public override string RoleRemedy(string role) => $"give the administrator the role {role} of realm-management, or of the client NAME-realm where the session is one of master";

    private async Task<Result<JsonElement, string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await BlockingRead.UpToAsync(() => System.IO.File.OpenRead(File), MostBytes, cancellationToken);
            return StrictJson.Parse(bytes).TryGet(out var session, out _) && Member(session, "endpoints").ValueKind == JsonValueKind.Object ? session : "is no session of kcadm";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return failure is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : $"cannot be read ({failure.GetType().Name})";
        }
    }

    /// <returns>Undefined where there is none.</returns>
    private static JsonElement Member(JsonElement owner, string name) => owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var member) ? member : default;

    private static string Text(JsonElement owner, string name) => Member(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
