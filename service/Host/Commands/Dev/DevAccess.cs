using System.Text.Json;
using TokenBridge.Development.Realm;

namespace TokenBridge.Host.Commands.Dev;

/// <summary>What the rules give one demo user, as <c>GET /v1/roles</c> told it.</summary>
/// <param name="User">Who.</param>
/// <param name="IsSteppedUp">Whether a one-time code came with the password.</param>
/// <param name="Token">Of the login.</param>
/// <param name="Roles">What there is to be had.</param>
/// <param name="Refused">What is not, and why.</param>
internal sealed record DevAccess(DemoUser User, bool IsSteppedUp, string Token, IReadOnlyList<DevAccess.Role> Roles, IReadOnlyList<DevAccess.RefusedRole> Refused)
{
    /// <summary>What must be named to get one: null where there is only one, or none.</summary>
    public string? RoleToName => Roles.Count > 1 ? Roles[0].Name : null;

    public static DevAccess Read(DemoUser user, bool isSteppedUp, string token, JsonElement body) => new(
        user,
        isSteppedUp,
        token,
        [.. body.GetProperty("roles").EnumerateArray().Select(role => new Role(role.GetProperty("name").GetString()!, role.GetProperty("role").GetString()!))],
        [.. body.GetProperty("refused").EnumerateArray().Where(refused => refused.TryGetProperty("name", out _))
            .Select(refused => new RefusedRole(refused.GetProperty("name").GetString()!, refused.GetProperty("reason").GetString()!))]);

    /// <param name="Name">What to ask for.</param>
    /// <param name="Arn">The IAM role.</param>
    internal sealed record Role(string Name, string Arn);

    internal sealed record RefusedRole(string Name, string Reason);
}
