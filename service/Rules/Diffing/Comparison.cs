using TokenBridge.Rules.Diffing.Witnesses;

namespace TokenBridge.Rules.Diffing;

/// <summary>What two rule sets say otherwise of one caller.</summary>
internal static class Comparison
{
    /// <returns>Empty where they say the same, whatever role is asked for by its name or ARN.</returns>
    public static IEnumerable<Effect> Of(RuleSet old, RuleSet @new, Witness witness)
    {
        var (before, after) = (old.Evaluate(witness.Caller, witness.Context), @new.Evaluate(witness.Caller, witness.Context));
        var (lost, won) = Apart(Offer.Of(before), Offer.Of(after));
        if (lost.Count == 0 && won.Count == 0)
        {
            var (was, @is) = (Effect.Chosen(before), Effect.Chosen(after));
            return was == @is ? [] : [new Effect(EffectKind.Choice, "", "", [], [new FieldChange("without a role named", was, @is)]) { Example = witness }];
        }

        return Pairs(lost, won, witness);
    }

    /// <summary>Takes away what both have.</summary>
    private static (List<Offer> Lost, List<Offer> Won) Apart(IReadOnlyList<Offer> before, IReadOnlyList<Offer> after)
    {
        var won = after.ToList();
        var lost = new List<Offer>();
        foreach (var offer in before)
        {
            var same = won.FindIndex(other => other.Text == offer.Text);
            if (same >= 0)
            {
                won.RemoveAt(same);
            }
            else
            {
                lost.Add(offer);
            }
        }

        return (lost, won);
    }

    /// <summary>By role and name, then by role, then by rule; what is left over stands alone.</summary>
    private static List<Effect> Pairs(List<Offer> lost, List<Offer> won, Witness witness)
    {
        var pairs = new List<Effect>();
        Func<Offer, string>[] keys = [offer => $"{offer.Role}\n{offer.Name}\n{offer.RuleId}", offer => $"{offer.Role}\n{offer.Name}", offer => offer.Role];
        foreach (var key in keys)
        {
            foreach (var old in lost.Where(offer => offer.Role.Length > 0).ToList())
            {
                if (won.Find(other => key(other) == key(old)) is { } @new)
                {
                    pairs.Add(Of(old, @new, witness));
                    lost.Remove(old);
                    won.Remove(@new);
                }
            }
        }

        return [.. pairs, .. lost.Select(old => Of(old, null, witness)), .. won.Select(@new => Of(null, @new, witness))];
    }

    private static Effect Of(Offer? old, Offer? @new, Witness witness)
    {
        var kind = (Has(old), Has(@new)) switch
        {
            (true, false) => EffectKind.Loses,
            (false, true) => EffectKind.Gains,
            (true, true) => EffectKind.Changes,
            (false, false) => EffectKind.Refusal,
        };
        var offer = kind == EffectKind.Loses ? old! : @new ?? old!;
        return new Effect(kind, offer.Role, offer.Name, [.. new[] { old?.RuleId, @new?.RuleId }.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], Differing(kind, old, @new))
        {
            Example = witness,
        };
    }

    private static bool Has(Offer? offer) => offer is { Refused: null };

    private static IReadOnlyList<FieldChange> Differing(EffectKind kind, Offer? old, Offer? @new) => kind switch
    {
        EffectKind.Changes => FieldChange.Between([KeyValuePair.Create("name", old!.Name), .. old.Values], [KeyValuePair.Create("name", @new!.Name), .. @new.Values]),
        EffectKind.Refusal => [new FieldChange("refused", old?.Refused, @new?.Refused)],
        _ => old?.Refused is null && @new?.Refused is null ? [] : [new FieldChange("refused", old?.Refused, @new?.Refused)],
    };
}
