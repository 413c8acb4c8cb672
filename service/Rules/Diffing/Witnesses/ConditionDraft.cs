using System.Net;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Diffing.Witnesses;

/// <summary>
/// Puts into a draft what makes a condition hold, or what makes it just not hold. It tries and does not prove: what tests ask of one claim may exclude
/// each other, and then the caller that comes of it is a caller like any other.
/// </summary>
/// <param name="claims">Of the rule's file.</param>
/// <param name="alternatives">Which way to go where there are several.</param>
/// <param name="draft">Gets it.</param>
internal sealed class ConditionDraft(ClaimExample claims, Alternatives alternatives, CallerDraft draft)
{
    /// <summary>Addresses of which hardly any network holds all.</summary>
    private static readonly string[] Elsewhere = ["192.0.2.77", "10.255.255.77", "2001:db8:ffff::77"];

    private readonly PathExample _paths = new();

    public void Meet(IEnumerable<PredicateDocument> tests)
    {
        foreach (var test in tests)
        {
            Put(test, holds: true);
        }
    }

    public void Miss(PredicateDocument test) => Put(test, holds: false);

    private void Put(PredicateDocument test, bool holds)
    {
        switch (test)
        {
            case PredicateDocument.All all:
                PutAll([.. all.Branches.SelectMany(branch => branch)], holds);
                break;
            case PredicateDocument.Any any when holds:
                Meet(any.Branches[alternatives.Choose(any.Branches.Count)]);
                break;
            case PredicateDocument.Any any:
                any.Branches.ToList().ForEach(branch => PutAll(branch, hold: false));
                break;
            case PredicateDocument.Not not:
                PutAll(not.Tests, !holds);
                break;
            case PredicateDocument.Membership membership:
                PutMembership(membership, holds);
                break;
            case PredicateDocument.Claim claim:
                PutClaim(claim.Name.Text, holds ? ClaimExample.Meeting(claim.Test) : ClaimExample.Missing(claim.Test));
                break;
            case PredicateDocument.Client client:
                PutClaim(BuiltInClaims.Client, holds ? Texts(client.Ids) : ["another-client"]);
                break;
            case PredicateDocument.Issuer { Ids: not [{ Text: AnyIssuer.Id }] } issuer:
                draft.IssuerId ??= holds ? Texts(issuer.Ids)[alternatives.Choose(issuer.Ids.Count)] : "another-issuer";
                break;
            case PredicateDocument.SourceAddress source:
                PutSource(source, holds);
                break;
        }
    }

    /// <summary>All of them, or all but one.</summary>
    private void PutAll(IReadOnlyList<PredicateDocument> tests, bool hold)
    {
        if (hold)
        {
            Meet(tests);
        }
        else if (tests.Count > 0)
        {
            Miss(tests[alternatives.Choose(tests.Count)]);
        }
    }

    /// <summary>A near miss is a group just below the one that is wanted, or an organization of nearly its alias.</summary>
    private void PutMembership(PredicateDocument.Membership test, bool holds)
    {
        var ways = test.Patterns.SelectMany(pattern => pattern.Text.Text.EndsWith("/**", StringComparison.Ordinal) ? new[] { (pattern, false), (pattern, true) } : [(pattern, false)]).ToList();
        var (chosen, below) = ways[alternatives.Choose(ways.Count)];
        if (PathPattern.Read(test.Kind == MembershipKind.Group ? chosen.Text.Text : $"/{chosen.Text.Text}").Value is not { } pattern || (!holds && pattern.WithDescendants))
        {
            return;
        }

        var path = _paths.Of(pattern, below) + (holds ? "" : test.Kind == MembershipKind.Organization ? "-other" : "/below");
        switch (test.Kind)
        {
            case MembershipKind.Group:
                draft.AddGroup(path);
                break;
            case MembershipKind.RealmRole:
                draft.AddRealmRole(path[1..]);
                break;
            case MembershipKind.ClientRole when chosen.Client is { } client:
                draft.AddClientRole(client.Text, path[1..]);
                break;
            case MembershipKind.ClientRole when path.IndexOf('/', 1) is > 0 and var slash:
                draft.AddClientRole(path[1..slash], path[(slash + 1)..]);
                break;
            case MembershipKind.Organization:
                draft.AddOrganization(path[1..]);
                break;
        }
    }

    private void PutClaim(string name, IReadOnlyList<string> values)
    {
        if (claims.Place(name) is not { } place)
        {
            draft.IssuerId ??= values.Count == 0 ? null : values[0];
        }
        else if (values.Count == 0)
        {
            draft.KeepAbsent(place);
        }
        else
        {
            draft.Set(place, claims.Before(name, values[alternatives.Choose(values.Count)]));
        }
    }

    private void PutSource(PredicateDocument.SourceAddress source, bool holds)
    {
        var networks = source.Networks.Select(text => Network.Read(text.Text).Value).OfType<Network>().ToList();
        draft.Source ??= holds
            ? networks[alternatives.Choose(networks.Count)].Text.Split('/')[0]
            : Elsewhere.FirstOrDefault(text => !Network.AnyContains(networks, IPAddress.Parse(text)));
    }

    private static IReadOnlyList<string> Texts(IReadOnlyList<Written> texts) => [.. texts.Select(text => text.Text)];
}
