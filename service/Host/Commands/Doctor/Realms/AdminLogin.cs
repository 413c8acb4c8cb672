using System.Net;
using TokenBridge.Protocol;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Who reads the admin REST API.</summary>
/// <param name="Who">As messages name it.</param>
internal abstract record AdminLogin(string Who)
{
    protected const string Check = "realm";

    /// <summary>What the token endpoint is asked, or why it cannot be asked; with nothing secret in it.</summary>
    public abstract Task<Result<TokenRequest, Diagnosis>> PrepareAsync(AdminAddress address, CancellationToken cancellationToken);

    /// <returns>What a refusal means; null where it says nothing of the login.</returns>
    public abstract Diagnosis? Refused(HttpStatusCode status, string? error);

    /// <param name="role">Of the client realm-management, that is missing.</param>
    public abstract string RoleRemedy(string role);
}
