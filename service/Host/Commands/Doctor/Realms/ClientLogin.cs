using System.Net;
using TokenBridge.Protocol;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>A client of the realm itself, which logs in as itself.</summary>
internal sealed record ClientLogin(string Client, string SecretFile) : AdminLogin($"the client {Client}")
{
    /// <summary>A longer file is no secret.</summary>
    private const int MostSecretLength = 4096;

    public override async Task<Result<TokenRequest, Diagnosis>> PrepareAsync(AdminAddress address, CancellationToken cancellationToken) =>
        (await ReadSecretAsync(cancellationToken)).TryGet(out var secret, out var unread)
            ? new TokenRequest(address.Token, new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = Client, ["client_secret"] = secret.ToString() })
            : Diagnosis.Fault(Check, $"{SecretFile} {unread}", $"put the secret of the client {Client} there, and nothing else, readable by you alone");

    public override Diagnosis? Refused(HttpStatusCode status, string? error) => error is not ("invalid_client" or "unauthorized_client") ? null : Diagnosis.Fault(
        Check,
        $"Keycloak does not let the client {Client} log in ({error})",
        status == HttpStatusCode.Unauthorized
            ? $"the client's name or its secret is wrong: compare {SecretFile} with Clients, {Client}, Credentials"
            : $"switch Client authentication and Service accounts roles on for the client {Client}");

    public override string RoleRemedy(string role) => $"give its service account the role {role} of realm-management (Clients, {Client}, Service accounts roles)";

    /// <summary>A file for one token has the right form: bounded, of one line, and nothing of it in a fault.</summary>
    private async Task<Result<ReadOnlyMemory<char>, string>> ReadSecretAsync(CancellationToken cancellationToken) =>
        !(await TokenFile.ReadAsync(SecretFile, cancellationToken)).TryGet(out var text, out var fault) ? $"cannot serve as the secret: {fault}"
        : text.Trim() is { Length: > 0 and <= MostSecretLength } secret ? secret
        : "holds no secret";
}
