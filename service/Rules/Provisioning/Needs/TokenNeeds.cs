namespace TokenBridge.Rules.Provisioning.Needs;

/// <summary>What an access token must be able to hold for these rules to decide as they are written. Every list is ordinal by its text.</summary>
internal sealed record TokenNeeds
{
    /// <summary>Patterns over group paths; empty where no rule asks for a group.</summary>
    public required IReadOnlyList<TextNeed> Groups { get; init; }

    public required IReadOnlyList<RoleNeed> RealmRoles { get; init; }

    public required IReadOnlyList<RoleNeed> ClientRoles { get; init; }

    /// <summary>Patterns over aliases of organizations; empty where no rule asks for one.</summary>
    public required IReadOnlyList<TextNeed> Organizations { get; init; }

    /// <summary>Declared and built-in places in the token; groups, roles and organizations that are read as such are not among them.</summary>
    public required IReadOnlyList<ClaimNeed> Claims { get; init; }

    /// <summary>Values of <c>acr</c> that rules require.</summary>
    public required IReadOnlyList<TextNeed> Acr { get; init; }

    /// <summary>Rules that require a login of some age: ids, in the order of the files.</summary>
    public required IReadOnlyList<string> AuthTime { get; init; }

    /// <summary>Ids of issuers, as the configuration has them, that rules name.</summary>
    public required IReadOnlyList<TextNeed> Issuers { get; init; }

    /// <summary>Ids of clients that rules name (<c>azp</c>).</summary>
    public required IReadOnlyList<TextNeed> Clients { get; init; }

    /// <summary>Clients that are named by a rule which asks for the service account's own <c>/client_id</c> too: machines that log in as themselves.</summary>
    public required IReadOnlyList<TextNeed> Machines { get; init; }

    public static TokenNeeds Of(RuleSet rules)
    {
        var reading = new NeedsReading();
        foreach (var rule in rules.Rules)
        {
            reading.Read(rule);
        }

        return reading.Sum(rules.Claims);
    }
}
