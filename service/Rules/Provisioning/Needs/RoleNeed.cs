namespace TokenBridge.Rules.Provisioning.Needs;

/// <summary>A role, or a pattern over roles, that rules ask for.</summary>
/// <param name="Client">Whose role; null for a realm role, and where the client is a part of the pattern.</param>
/// <param name="Role">The role's name; null where it is a pattern.</param>
/// <param name="Pattern">As written.</param>
/// <param name="Rules">Ids of the rules that ask for it, in the order of the files.</param>
internal sealed record RoleNeed(string? Client, string? Role, string Pattern, IReadOnlyList<string> Rules);
