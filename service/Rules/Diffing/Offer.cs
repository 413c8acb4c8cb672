using System.Globalization;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Diffing;

/// <summary>What one rule set lets one caller have, or means for the caller and refuses.</summary>
/// <param name="RuleId">Whose grant it is.</param>
/// <param name="Name">What callers ask for; empty where it could not be rendered.</param>
/// <param name="Role">Empty where it could not be rendered.</param>
/// <param name="Values">Of the session; empty for what is refused.</param>
/// <param name="Refused">The reason, and the rule where it is another one's; null for what the caller may have.</param>
internal sealed record Offer(string RuleId, string Name, string Role, IReadOnlyList<KeyValuePair<string, string>> Values, string? Refused)
{
    /// <summary>In one order, whatever the order of the rules.</summary>
    public static IReadOnlyList<Offer> Of(RuleSetEvaluation evaluation) =>
    [
        .. evaluation.Eligible.Select(Of)
            .Concat(evaluation.Refused.Select(Of))
            .OrderBy(offer => offer.Role, StringComparer.Ordinal)
            .ThenBy(offer => offer.Name, StringComparer.Ordinal)
            .ThenBy(offer => offer.RuleId, StringComparer.Ordinal)
            .ThenBy(offer => offer.Text, StringComparer.Ordinal),
    ];

    /// <summary>Alike for offers that are.</summary>
    public string Text => $"{Role}\n{Name}\n{Refused}\n{string.Join('\n', Values.Select(value => $"{value.Key}={value.Value}"))}";

    private static Offer Of(RefusedGrant refused) => new(
        refused.RuleId,
        refused.Name ?? "",
        refused.Role?.Value ?? "",
        [],
        refused.RefusedBy == refused.RuleId ? refused.Reason.ToReason() : $"{refused.Reason.ToReason()} by {refused.RefusedBy}");

    private static Offer Of(Grant grant)
    {
        var values = new List<KeyValuePair<string, string>> { KeyValuePair.Create("session_name", grant.SessionName), KeyValuePair.Create("duration", Duration(grant.Duration)) };
        Add("source_identity", grant.SourceIdentity);
        values.AddRange(grant.Tags.Select(tag => KeyValuePair.Create($"tag {tag.Key}", tag.Value)));
        Add("transitive_tags", List(grant.TransitiveTagKeys));
        Add("policy", grant.Policy);
        Add("policy_arns", List([.. grant.PolicyArns.Select(arn => arn.Value)]));
        Add("external_id", grant.ExternalId);
        Add("region", grant.Region);
        Add("strategy", grant.Strategy?.ToString());
        return new Offer(grant.RuleId, grant.Name, grant.Role.Value, values, null);

        void Add(string field, string? value) => values.AddRange(value is null ? [] : [KeyValuePair.Create(field, value)]);
    }

    private static string? List(IReadOnlyList<string> texts) => texts.Count == 0 ? null : string.Join(", ", texts);

    /// <summary>As rules write it.</summary>
    private static string Duration(TimeSpan duration)
    {
        return Part((int)duration.TotalHours, "h") + Part(duration.Minutes, "m") + Part(duration.Seconds, "s");

        static string Part(int count, string unit) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture) + unit;
    }
}
