using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Realm.Demands;

/// <summary>What the service takes, whatever the rules say.</summary>
/// <param name="Audiences">One of them must be in <c>aud</c>.</param>
/// <param name="Clients">Whose tokens are taken; null for all.</param>
/// <param name="Algorithms">That may sign.</param>
/// <param name="MaxTokenLifetime">Tokens that live longer are refused.</param>
internal sealed record ServiceDemands(IReadOnlyList<string> Audiences, IReadOnlyList<string>? Clients, IReadOnlyList<string> Algorithms, TimeSpan MaxTokenLifetime);

/// <summary>Puts the needs of the rules beside those of the service.</summary>
internal static class DemandReading
{
    /// <summary>Keycloak writes these without being told, or other parts of the review look at them.</summary>
    private static readonly HashSet<string> Native = new(["/sub", "/azp", "/sid", "/iss", "/acr", "/groups", "/jti", "/typ", "/scope", "/exp", "/iat", "/aud"], StringComparer.Ordinal);

    public static RealmDemands Of(TokenNeeds needs, ServiceDemands service) => new()
    {
        Audiences = service.Audiences,
        Clients = service.Clients,
        Algorithms = service.Algorithms,
        MaxTokenLifetime = service.MaxTokenLifetime,
        GroupRules = [.. needs.Groups.SelectMany(group => group.Rules).Distinct(StringComparer.Ordinal)],
        OrganizationRules = [.. needs.Organizations.SelectMany(organization => organization.Rules).Distinct(StringComparer.Ordinal)],
        FreshLoginRules = needs.AuthTime,
        Claims = [.. needs.Claims.Where(claim => !Native.Contains(claim.Pointer.Text)).Select(claim => new ClaimDemand(Steps(claim.Pointer), Form(claim), claim.Rules))],
        Roles =
        [
            .. needs.RealmRoles.Where(role => role.Role is not null).Select(role => new RoleDemand(null, role.Role!, role.Rules)),
            .. needs.ClientRoles.Where(role => role is { Client: not null, Role: not null }).Select(role => new RoleDemand(role.Client, role.Role!, role.Rules)),
        ],
        Levels = [.. Levels(needs)],
    };

    /// <summary>A rule takes any of its own values; rules that take the same are one demand.</summary>
    private static IEnumerable<LevelDemand> Levels(TokenNeeds needs) => needs.Acr
        .SelectMany(acr => acr.Rules)
        .Distinct(StringComparer.Ordinal)
        .GroupBy(rule => string.Join('\n', needs.Acr.Where(acr => acr.Rules.Contains(rule, StringComparer.Ordinal)).Select(acr => acr.Text)), StringComparer.Ordinal)
        .Select(alike => new LevelDemand(alike.Key.Split('\n'), [.. alike]));

    private static ClaimForm Form(ClaimNeed claim) =>
        claim.Shape == ClaimShape.List ? ClaimForm.List : claim.IsRendered ? ClaimForm.One : ClaimForm.Any;

    /// <summary>RFC 6901: ~1 before ~0.</summary>
    private static string[] Steps(JsonPointer pointer) =>
        [.. pointer.Text[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
}
