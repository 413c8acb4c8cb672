namespace TokenBridge.Rules.Model;

/// <summary>What a token says of memberships and the rules cannot count, with what to change at Keycloak.</summary>
internal static class UncountedMemberships
{
    /// <param name="groups">That never count; null for none, or where nobody asks for groups.</param>
    /// <param name="organizations">The claim; null where nobody asks for organizations.</param>
    /// <returns>For people; null where nothing is lost.</returns>
    public static string? Text(UncountedGroups? groups, OrganizationClaim? organizations) =>
        (groups?.Text, organizations?.Note) switch
        {
            ({ } lost, { } flaw) => $"{lost} {flaw}",
            var (lost, flaw) => lost ?? flaw,
        };
}
