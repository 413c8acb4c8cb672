using TokenBridge.Rules.Diffing.Witnesses;

namespace TokenBridge.Rules.Diffing;

/// <summary>
/// What a change of rules does: to the rules, and to people. Differences are shown by callers that are made from the rules of both sides; they can show
/// that decisions differ, and cannot prove that none does.
/// </summary>
/// <param name="Rules">By id.</param>
/// <param name="Effects">Gains first, then losses and what else differs; by role and name.</param>
/// <param name="Witnesses">Every caller that was tried.</param>
/// <param name="NotTried">How many more there would have been.</param>
internal sealed record RuleSetDiff(IReadOnlyList<RuleChange> Rules, IReadOnlyList<Effect> Effects, IReadOnlyList<Witness> Witnesses, long NotTried)
{
    private static readonly EffectKind[] Order = [EffectKind.Gains, EffectKind.Loses, EffectKind.Changes, EffectKind.Choice, EffectKind.Refusal];

    public bool IsEmpty => Rules.Count == 0 && Effects.Count == 0;

    public static RuleSetDiff Between(RuleSetVersion old, RuleSetVersion @new)
    {
        var rules = RuleChange.Between(old, @new);
        var changed = rules.Select(rule => rule.RuleId).ToHashSet(StringComparer.Ordinal);
        var set = WitnessSet.Of(old, @new, changed.Contains);
        var witnesses = set.Witnesses;
        var effects = new Dictionary<string, Effect>(StringComparer.Ordinal);
        foreach (var effect in witnesses.SelectMany(witness => Comparison.Of(old.Rules, @new.Rules, witness)))
        {
            var identity = effect.Identity;
            effects[identity] = effects.TryGetValue(identity, out var known) ? known with { Witnesses = known.Witnesses + 1 } : effect;
        }

        return new RuleSetDiff(
            rules,
            [
                .. effects.Values
                    .OrderBy(effect => Array.IndexOf(Order, effect.Kind))
                    .ThenBy(effect => effect.Role, StringComparer.Ordinal)
                    .ThenBy(effect => effect.Name, StringComparer.Ordinal)
                    .ThenBy(effect => effect.Identity, StringComparer.Ordinal),
            ],
            witnesses,
            set.NotTried);
    }
}
