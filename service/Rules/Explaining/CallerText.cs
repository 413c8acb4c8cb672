using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>What a caller brings, for people; bounded in length.</summary>
internal static class CallerText
{
    private const int MostRoles = 20;

    /// <summary>Those that never count with the reason.</summary>
    public static string Groups(CallerIdentity caller) =>
        ValueText.List(caller.Groups, static group => GroupPath.Flaw(group) is { } flaw ? $"never counts: {flaw}" : null);

    /// <summary>Shows where the client ends: both may hold slashes.</summary>
    public static string ClientRoles(CallerIdentity caller)
    {
        var roles = caller.ClientRoles.SelectMany(client => client.Value.Select(role => $"{SafeText.Quote(role)} of client {SafeText.Quote(client.Key)}")).ToList();
        return roles.Count == 0 ? "none" : $"{string.Join(", ", roles.Take(MostRoles))}{(roles.Count > MostRoles ? $" and {roles.Count - MostRoles} more" : "")}";
    }

    /// <summary>Where they cannot be told, why.</summary>
    public static string Organizations(CallerIdentity caller) =>
        caller.Organizations is { Flaw: { } flaw } ? $"cannot be judged: the claim {flaw}" : ValueText.List(caller.Organizations.Aliases);

    /// <summary>A claim as the rules see it; where they see something else than the token has, with that too.</summary>
    public static string Claim(ClaimSource source, ClaimValue value, CallerIdentity caller)
    {
        var seen = Value(value);
        return source.IsMapped && Value(source.ReadUnmapped(caller)) is var held && held != seen && held != Value(default) ? $"{seen} (mapped from {held})" : seen;
    }

    private static string Value(ClaimValue claim) => claim.Kind switch
    {
        ClaimKind.Absent => "absent",
        ClaimKind.Text or ClaimKind.Fraction => ValueText.AnyOf([claim.Text]),
        ClaimKind.Texts => $"[{(claim.Texts.Count == 0 ? "" : ValueText.List([.. claim.Texts.Order(StringComparer.Ordinal)]))}]",
        ClaimKind.Opaque => "an object, or something else that is not one text",
    };
}
