using System.Text.Json;
using TokenBridge.Development.Realm;

namespace TokenBridge.Host.Commands.Dev;

/// <summary>What the rules give one demo user, as <c>GET /v1/roles</c> told it.</summary>
internal sealed record DevAccess(DemoUser User, string Token, IReadOnlyList<DevAccess.Role> Roles, IReadOnlyList<DevAccess.RefusedRole> Refused)
{
    /// <summary>What must be named to get one: null where there is only one, or none.</summary>
    public string? RoleToName => Roles.Count > 1 ? Roles[0].Name : null;

    public static DevAccess Read(DemoUser user, string token, JsonElement body) => new(
        user,
        token,
        [.. body.GetProperty("roles").EnumerateArray().Select(role => new Role(role.GetProperty("name").GetString()!, role.GetProperty("role").GetString()!))],
        [.. body.GetProperty("refused").EnumerateArray().Where(refused => refused.TryGetProperty("name", out _))
            .Select(refused => new RefusedRole(refused.GetProperty("name").GetString()!, refused.GetProperty("reason").GetString()!))]);

    /// <param name="Name">What to ask for.</param>
    /// <param name="Arn">The IAM role.</param>
    internal sealed record Role(string Name, string Arn);

    internal sealed record RefusedRole(string Name, string Reason);
}
