using TokenBridge.Cli.Rules.Check;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Diffing;
using TokenBridge.Rules.Diffing.Witnesses;

namespace TokenBridge.Cli.Rules.Diff;

/// <summary>The words of a comparison, the same on a page and in a comment.</summary>
internal static class DiffText
{
    /// <summary>Rules and effects each; a reviewer reads no more, and programs take JSON.</summary>
    public const int MostListed = 100;

    public const string Limits = "Such callers can show that decisions differ; they cannot prove that none does.";

    public static string Summary(RuleSetDiff diff)
    {
        if (diff.IsEmpty)
        {
            return $"No difference found with {Tried(diff)}.";
        }

        var rules = Enum.GetValues<RuleChangeKind>().Select(kind => (Count: diff.Rules.Count(rule => rule.Kind == kind), Word: Word(kind))).Where(part => part.Count > 0);
        var told = diff.Rules.Count == 0 ? "No rule differs" : $"Rules: {string.Join(", ", rules.Select(part => $"{part.Count} {part.Word}"))}";
        return diff.Effects.Count == 0
            ? $"{told}. No decision differs for {Tried(diff)}."
            : $"{told}. {FindingText.Count(diff.Effects.Count, "difference")} in what people get, found with {Tried(diff)}.";
    }

    public static string Word(RuleChangeKind kind) => kind switch
    {
        RuleChangeKind.Came => "came",
        RuleChangeKind.Went => "went",
        RuleChangeKind.Changed => "changed",
    };

    /// <summary>Whose role does what.</summary>
    public static string Head(Effect effect) => effect.Kind switch
    {
        EffectKind.Gains => $"gains {Target(effect)}",
        EffectKind.Loses => $"loses {Target(effect)}",
        EffectKind.Changes => $"gets {Target(effect)} with other values",
        EffectKind.Refusal => $"is refused {Target(effect)} otherwise",
        EffectKind.Choice => "gets something else when no role is named",
    };

    public static string Change(FieldChange change) => $"{change.Field}: {Value(change.Old)} -> {Value(change.New)}";

    /// <summary>Who shows it, as a payload, and how many more do.</summary>
    public static string Example(Effect effect)
    {
        var others = effect.Witnesses == 1 ? "" : $"; so do {effect.Witnesses - 1} more of those that were tried";
        return $"{Caller(effect.Example)}, from {effect.Example.Origin}{others}";
    }

    public static string Caller(Witness witness) =>
        $"{SafeText.OneLine(witness.Payload)}{(witness.Context.Source is { } source ? $" at {source}" : "")}";

    public static string Rules(Effect effect) => string.Join(", ", effect.RuleIds);

    private static string Target(Effect effect) =>
        effect.Role.Length == 0 ? (effect.Name.Length == 0 ? "a grant" : effect.Name) : effect.Name.Length == 0 ? effect.Role : $"{effect.Name} ({effect.Role})";

    private static string Tried(RuleSetDiff diff) =>
        $"{FindingText.Count(diff.Witnesses.Count, "caller")}{(diff.NotTried == 0 ? "" : $" ({diff.NotTried} more were not tried)")}";

    private static string Value(string? text) => text is null ? "none" : SafeText.Quote(text);
}
