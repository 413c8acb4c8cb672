using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Provisioning.Needs;

/// <summary>Takes down what the conditions of one rule look at.</summary>
/// <param name="rule">Its id.</param>
/// <param name="notes">Of all rules.</param>
internal sealed class RuleNeeds(string rule, NeedsNotes notes) : IPredicateVisitor<bool>
{
    public bool Visit(Predicate.AllOf test) => VisitParts(test);

    public bool Visit(Predicate.AnyOf test) => VisitParts(test);

    public bool Visit(Predicate.Not test) => VisitParts(test);

    public bool Visit(Predicate.FromNetwork test) => true;

    public bool Visit(Predicate.ClaimLike test) => Look(test);

    public bool Visit(Predicate.ClaimInRange test) => Look(test);

    public bool Visit(Predicate.ClaimExists test) => Look(test);

    public bool Visit(Predicate.ClaimEquals test)
    {
        var texts = test.Claim.Key switch
        {
            ClaimKey.Issuer => notes.Issuers,
            ClaimKey.Client => notes.Clients,
            ClaimKey.Claims => null,
        };
        foreach (var value in test.Values.Where(_ => texts is not null))
        {
            texts!.Add(value, rule);
        }

        return Look(test);
    }

    public bool Visit(Predicate.MemberOf test)
    {
        foreach (var pattern in test.Patterns)
        {
            switch (test.Kind)
            {
                case MembershipKind.Group:
                    notes.Groups.Add(pattern.Text, rule);
                    break;
                case MembershipKind.RealmRole:
                    notes.RealmRoles.Add((null, Literal(pattern.Text), pattern.Text), rule);
                    break;
                case MembershipKind.ClientRole:
                    notes.ClientRoles.Add(ClientRole(pattern), rule);
                    break;
                case MembershipKind.Organization:
                    notes.Organizations.Add(pattern.Text, rule);
                    break;
            }
        }

        return true;
    }

    private bool Look(Predicate.ClaimTest test)
    {
        notes.Read(test.Source, rule);
        return true;
    }

    private bool VisitParts(Predicate test)
    {
        foreach (var part in test.Parts)
        {
            part.Accept(this);
        }

        return true;
    }

    private static (string? Client, string? Role, string Pattern) ClientRole(CompiledPattern pattern)
    {
        if (pattern.Client is { } apart)
        {
            return (apart, Literal(pattern.Role!), $"{apart}/{pattern.Role}");
        }

        var slash = pattern.Text.IndexOf('/', StringComparison.Ordinal);
        return (Literal(pattern.Text[..slash]), Literal(pattern.Text[(slash + 1)..]), pattern.Text);
    }

    /// <returns>Null for a pattern.</returns>
    private static string? Literal(string text) => text.AsSpan().ContainsAny('*', '{', '}') ? null : text;
}
