using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Linting.Conditions;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Linting;

/// <summary>
/// Grants that are called alike. Who has both can get neither by that name, and a grant with the id of another rule hides it from whoever asks by id.
/// Grants of different priority are meant so, and rules of issuers that have none in common never meet.
/// </summary>
internal static class SameNameLint
{
    /// <summary>Told of the later rule, in the order of the files.</summary>
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document, SameNames names) =>
        document.Rules.Select(rule => names.Of(rule) is { } other ? Warn(rule, other) : null).OfType<RuleWarning>();

    private static RuleWarning Warn(RuleDocument rule, RuleDocument other) => new(
        rule.Grant!.Name?.At ?? rule.At,
        LintCode.SameName,
        $"the grant is called like that of rule {SafeText.Quote(other.Id!.Text)} ({other.At.File}:{other.At.Line}), and who has both must choose by rule id; give one of them another name, or a higher priority",
        rule);
}

/// <summary>The grants of a rule set by what they are called.</summary>
internal sealed class SameNames
{
    private readonly Dictionary<RuleDocument, RuleDocument> _others = new(ReferenceEqualityComparer.Instance);

    public SameNames(IReadOnlyList<RuleSetDocument> documents)
    {
        var byName = new Dictionary<string, List<(RuleSetDocument Document, RuleDocument Rule, string? Priority)>>(StringComparer.Ordinal);
        foreach (var (document, rule) in documents.SelectMany(document => document.Rules.Select(rule => (document, rule))))
        {
            if (rule is not { Grant: { } written, Id: { } id })
            {
                continue;
            }

            var grant = written.Over(document.Defaults);
            foreach (var name in new[] { grant.Name?.Text, id.Text }.OfType<string>().Distinct(StringComparer.Ordinal))
            {
                Add(byName, name, (document, rule, grant.Priority?.Text));
            }
        }
    }

    /// <returns>The first one before it that is called alike; null for none.</returns>
    public RuleDocument? Of(RuleDocument rule) => _others.GetValueOrDefault(rule);

    private void Add(
        Dictionary<string, List<(RuleSetDocument Document, RuleDocument Rule, string? Priority)>> byName,
        string name,
        (RuleSetDocument Document, RuleDocument Rule, string? Priority) added)
    {
        if (!byName.TryGetValue(name, out var known))
        {
            byName.Add(name, known = []);
        }

        // Of a thousand grants of one name each is compared with a few only.
        const int Most = 20;
        var other = known.Take(Most).FirstOrDefault(one => (one.Priority ?? "0") == (added.Priority ?? "0") && MayMeet(one.Document, one.Rule, added.Document, added.Rule));
        if (other.Rule is { } rule)
        {
            _others.TryAdd(added.Rule, rule);
        }

        known.Add(added);
    }

    private static bool MayMeet(RuleSetDocument document, RuleDocument rule, RuleSetDocument otherDocument, RuleDocument other) =>
        Issuers(document, rule) is not { } some || Issuers(otherDocument, other) is not { } others || some.Overlaps(others);

    /// <returns>Null for any.</returns>
    private static HashSet<string>? Issuers(RuleSetDocument document, RuleDocument rule)
    {
        var ids = ConditionTests.Of(document, rule).OfType<PredicateDocument.Issuer>().SelectMany(test => test.Ids).Select(id => id.Text).ToHashSet(StringComparer.Ordinal);
        return ids.Count == 0 || ids.Contains(AnyIssuer.Id) ? null : ids;
    }
}
