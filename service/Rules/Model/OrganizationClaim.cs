using System.Text.Json;

namespace TokenBridge.Rules.Model;

/// <summary>
/// Which organizations a token names: Keycloak writes a list of their aliases, or, where its mapper adds ids, attributes or groups, an object whose member
/// names they are. Of anything else nobody knows which organizations were meant: then no part of it counts, and every test of it is undecidable.
/// </summary>
/// <param name="Aliases">As they came; empty where there is a flaw.</param>
/// <param name="Flaw">Why the claim cannot be judged, in a few words that follow its name; null where it can.</param>
internal sealed record OrganizationClaim(IReadOnlyList<string> Aliases, string? Flaw)
{
    public const string Name = "organization";

    /// <summary>At the top of the token.</summary>
    public static readonly JsonPointer Place = JsonPointer.OfMember(Name);

    private static readonly OrganizationClaim Absent = new([], null);

    /// <summary>For people; null where there is no flaw.</summary>
    public string? Note => Flaw is null ? null : $"The claim {Name} of the token counts for nothing: it {Flaw}.";

    public static OrganizationClaim Of(JsonElement payload)
    {
        try
        {
            return Read(Place.Read(payload));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair. The validator lets none through; if one comes, nothing is decided by it.
            return Flawed("has an alias that is no text");
        }
    }

    private static OrganizationClaim Read(JsonElement claim) => claim.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => Absent,
        JsonValueKind.Array => OfList(claim),
        JsonValueKind.Object => OfObject(claim),
        JsonValueKind.String => Flawed("is one text, which Keycloak takes from any one of a person's organizations; switch \"Multivalued\" on in its organization mapper"),
        _ => Flawed("is neither a list of aliases nor an object of organizations"),
    };

    private static OrganizationClaim OfList(JsonElement list)
    {
        var aliases = new List<string>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String)
            {
                return Flawed("is a list with something else than texts in it");
            }

            aliases.Add(item.GetString()!);
        }

        return Checked(aliases);
    }

    /// <summary>What Keycloak says of an organization is an object, perhaps empty.</summary>
    private static OrganizationClaim OfObject(JsonElement organizations)
    {
        var aliases = new List<string>();
        foreach (var organization in organizations.EnumerateObject())
        {
            if (organization.Value.ValueKind is not JsonValueKind.Object)
            {
                return Flawed("is an object with something else than objects in it");
            }

            aliases.Add(organization.Name);
        }

        return Checked(aliases);
    }

    /// <summary>Keycloak makes no organization with such an alias: somebody else wrote the claim.</summary>
    private static OrganizationClaim Checked(List<string> aliases)
    {
        foreach (var alias in aliases)
        {
            if (alias.Length == 0 || alias.Contains('/', StringComparison.Ordinal))
            {
                return Flawed($"has an alias that is {(alias.Length == 0 ? "empty" : "no alias, with a slash in it")}");
            }
        }

        return new OrganizationClaim(aliases, null);
    }

    private static OrganizationClaim Flawed(string flaw) => new([], flaw);
}
