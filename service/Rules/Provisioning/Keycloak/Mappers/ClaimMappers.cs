using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak.Mappers;

/// <summary>One mapper for each claim that rules read, and the user attributes behind them.</summary>
internal sealed class ClaimMappers
{
    private readonly Dictionary<string, ClaimNeed> _attributeOwners = new(StringComparer.Ordinal);
    private readonly List<(ClaimPlace Place, ClaimNeed Need)> _written = [];

    private ClaimNeed? _organizations;

    public List<KeycloakMapper> Mappers { get; } = [];

    public List<ProfileAttribute> Attributes { get; } = [];

    /// <summary>Built-in attributes that rules read.</summary>
    public SortedSet<string> BuiltIn { get; } = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    /// <summary>Whether a claim is read as such out of what memberships fill.</summary>
    public Dictionary<string, IReadOnlyList<string>> Memberships { get; } = new(StringComparer.Ordinal);

    /// <summary>Rules that read what Keycloak says of an organization, and not its alias alone.</summary>
    public List<string> InsideOrganizations { get; } = [];

    public void Add(ClaimNeed need)
    {
        var first = need.Pointer.Text[1..].Split('/')[0];
        if (first == OrganizationClaim.Name)
        {
            AddOrganization(need);
            return;
        }

        if (first is "groups" or "realm_access" or "resource_access")
        {
            Memberships[first] = need.Rules;
            return;
        }

        if (KnownClaims.Always.Contains(first))
        {
            return;
        }

        if (KnownClaims.Refused.Contains(first))
        {
            Fault(need, "is Keycloak's own, and no mapper writes it");
            return;
        }

        if (!ClaimPlace.Of(need.Pointer).TryGet(out var place, out var wrong))
        {
            Fault(need, wrong);
            return;
        }

        foreach (var (other, otherNeed) in _written)
        {
            if (place.IsAbove(other) || other.IsAbove(place))
            {
                Fault(need, $"stands within the same claim as {SafeText.Quote(otherNeed.Pointer.Text)}, one of them as its whole value: Keycloak would answer 500 to every login");
            }
        }

        _written.Add((place, need));
        if (place.Steps is not [var name] || !AddKnown(name, need))
        {
            AddAttribute(place, need);
        }
    }

    /// <summary>The claim is a list, or an object for whoever looks into it.</summary>
    private void AddOrganization(ClaimNeed need)
    {
        Memberships[OrganizationClaim.Name] = [.. Memberships.GetValueOrDefault(OrganizationClaim.Name, []), .. need.Rules];
        if (need.Pointer.Text != OrganizationClaim.Place.Text)
        {
            InsideOrganizations.AddRange(need.Rules);
        }
        else
        {
            _organizations = need;
        }

        if (_organizations is { } whole && InsideOrganizations.Count > 0)
        {
            Fault(whole, $"is read as a list, and rule {SafeText.QuoteList(InsideOrganizations)} looks into it as an object: no mapper gives both. Test organization: ALIAS instead, which takes either");
        }
    }

    private bool AddKnown(string name, ClaimNeed need)
    {
        if (KnownClaims.OfUser.TryGetValue(name, out var user))
        {
            BuiltIn.Add(user.Property);
            Mappers.Add(Claim(name, KnownClaims.Properties, need, ("user.attribute", user.Property), ("claim.name", name), ("jsonType.label", user.Type)));
        }
        else if (KnownClaims.OfSession.TryGetValue(name, out var session))
        {
            Mappers.Add(Claim(name, "oidc-usersessionmodel-note-mapper", need, ("user.session.note", session.Note), ("claim.name", name), ("jsonType.label", session.Type)));
        }
        else
        {
            switch (name)
            {
                case "acr":
                    Mappers.Add(Claim(name, "oidc-acr-mapper", need));
                    break;
                case "amr":
                    Mappers.Add(Claim(name, "oidc-amr-mapper", need));
                    break;
                case "name":
                    BuiltIn.UnionWith(["firstName", "lastName"]);
                    Mappers.Add(Claim(name, "oidc-full-name-mapper", need));
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private void AddAttribute(ClaimPlace place, ClaimNeed need)
    {
        if (!_attributeOwners.TryAdd(place.Attribute, need))
        {
            Fault(need, $"would come from the user attribute {SafeText.Quote(place.Attribute)}, as {SafeText.Quote(_attributeOwners[place.Attribute].Pointer.Text)} does; write the mappers for these two by hand");
            return;
        }

        var isList = need.Shape == ClaimShape.List;
        Mappers.Add(Claim(
            place.ClaimName,
            KnownClaims.Attributes,
            need,
            ("user.attribute", place.Attribute),
            ("claim.name", place.ClaimName),
            ("jsonType.label", "String"),
            ("multivalued", isList ? "true" : "false")));
        if (KnownClaims.BuiltInAttributes.Contains(place.Attribute))
        {
            BuiltIn.Add(place.Attribute);
        }
        else
        {
            Attributes.Add(new ProfileAttribute(place.Attribute, isList, need.Rules));
        }
    }

    private static KeycloakMapper Claim(string name, string kind, ClaimNeed need, params (string, string)[] config) =>
        KeycloakMapper.Of($"claim {name}", kind, need.Rules, config);

    private void Fault(ClaimNeed need, string what) =>
        Faults.Add($"the claim {SafeText.Quote(need.Pointer.Text)} {what} (rule {SafeText.QuoteList(need.Rules)})");
}
