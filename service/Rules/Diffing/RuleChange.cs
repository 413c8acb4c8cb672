using TokenBridge.Rules.Diffing.Witnesses;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Diffing;

/// <summary>What became of a rule.</summary>
internal enum RuleChangeKind
{
    Came,
    Went,
    Changed,
}

/// <param name="Kind">What became of it.</param>
/// <param name="RuleId">Rules of one id are one rule.</param>
/// <param name="IsDeny">As it is now, or was where it went.</param>
/// <param name="At">Where it stands now, or stood where it went.</param>
/// <param name="Fields">What it says otherwise; of a rule that came or went all that it says.</param>
internal sealed record RuleChange(RuleChangeKind Kind, string RuleId, bool IsDeny, SourcePosition At, IReadOnlyList<FieldChange> Fields)
{
    /// <returns>By id, ordinal. The order of rules, the files they stand in and their descriptions decide nothing, and are no change.</returns>
    public static IReadOnlyList<RuleChange> Between(RuleSetVersion old, RuleSetVersion @new)
    {
        var (before, after) = (ById(old), ById(@new));
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(id => Of(id, before.GetValueOrDefault(id), after.GetValueOrDefault(id)))
                .OfType<RuleChange>(),
        ];
    }

    private static RuleChange? Of(string id, WrittenRule? old, WrittenRule? @new)
    {
        var rule = (@new ?? old!).Rule;
        var fields = FieldChange.Between(FieldsOf(old), FieldsOf(@new));
        var kind = old is null ? RuleChangeKind.Came : @new is null ? RuleChangeKind.Went : RuleChangeKind.Changed;
        return fields.Count == 0 ? null : new RuleChange(kind, id, rule.Deny is not null, rule.At, fields);
    }

    private static IReadOnlyList<KeyValuePair<string, string>> FieldsOf(WrittenRule? written) =>
        written is null ? [] : RuleFields.Of(written.File, written.Rule);

    private static Dictionary<string, WrittenRule> ById(RuleSetVersion version) =>
        version.Written.ToDictionary(written => written.Rule.Id!.Text, StringComparer.Ordinal);
}
