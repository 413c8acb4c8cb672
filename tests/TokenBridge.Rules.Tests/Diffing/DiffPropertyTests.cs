using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TokenBridge.Rules.Diffing;
using TokenBridge.Rules.Diffing.Witnesses;
using TokenBridge.Rules.Tests.Naive;
using TokenBridge.Testing;

namespace TokenBridge.Rules.Tests.Diffing;

/// <summary>Random pairs of rule sets that share most of their rules, as a change and what it changed do.</summary>
[Trait(PropertyCases.Trait, "random")]
public sealed class DiffPropertyTests
{
    /// <summary>A pair is shown to some hundred callers.</summary>
    private const int CallersOfEach = 20;

    private static readonly Gen<(NaiveRules Old, NaiveRules New)> Pairs =
        from shared in NaiveGenerators.Rules
        from old in NaiveGenerators.Rules
        from @new in NaiveGenerators.Rules
        from kept in Gen.Choose(0, 3)
        from isOneValue in Gen.Elements(true, false)
        let becomes = isOneValue ? Tagged(old.Rules[0]) : @new.Rules[0]
        select (With(shared, [old.Rules[0]], kept), With(shared, [becomes], kept));

    /// <summary>What decides for one caller by the plain evaluator is the same on both sides wherever the comparison says so, and only there.</summary>
    [Fact]
    public void The_plain_evaluator_agrees_before_each_caller_that_was_tried() => Check(pair =>
    {
        var diff = Between(pair.Old, pair.New);
        var shown = diff.Effects.Where(effect => effect.Kind != EffectKind.Choice).Select(effect => effect.Example.Identity).ToHashSet(StringComparer.Ordinal);
        foreach (var witness in diff.Witnesses.Where(witness => witness.Caller.Subject == NaiveEvaluator.Subject))
        {
            var same = new NaiveEvaluator(pair.Old, Plain(witness)).Evaluate().SequenceEqual(new NaiveEvaluator(pair.New, Plain(witness)).Evaluate());
            if (diff.Effects.Count == 0 && !same)
            {
                throw new InvalidOperationException($"no effect is told, but there is one for {witness.Payload}");
            }

            if (same && shown.Contains(witness.Identity) && !HidesSomething(pair.Old, pair.New, witness))
            {
                throw new InvalidOperationException($"an effect is told, but there is none for {witness.Payload}");
            }
        }

        return true;
    });

    [Fact]
    public void Swapping_the_sides_swaps_gains_and_losses() => Check(pair =>
    {
        var (there, back) = (Between(pair.Old, pair.New), Between(pair.New, pair.Old));
        return Told(there, EffectKind.Gains).SequenceEqual(Told(back, EffectKind.Loses))
            && Told(there, EffectKind.Loses).SequenceEqual(Told(back, EffectKind.Gains))
            && there.Rules.Select(rule => rule.RuleId).SequenceEqual(back.Rules.Select(rule => rule.RuleId));
    });

    [Fact]
    public void A_rule_set_does_not_differ_from_itself() => Check(pair => Between(pair.Old, pair.Old).IsEmpty);

    /// <summary>A literal of the role: whoever gets the one does not get the other.</summary>
    [Fact]
    public void Another_literal_is_found() => Check(pair =>
    {
        var changed = pair.Old with { Rules = [.. pair.Old.Rules.Select(rule => rule.Grant is null ? rule : rule with { Grant = rule.Grant with { Role = [new NaivePart("changed-", null), .. rule.Grant.Role] } })] };
        var diff = Between(pair.Old, changed);
        return pair.Old.Rules.All(rule => rule.Grant is null) ? diff.IsEmpty : diff.Rules.Count == pair.Old.Rules.Count(rule => rule.Grant is not null);
    });

    /// <summary>A control: pairs that never differ prove nothing. Rules of the plain model have no priority, and so no choice.</summary>
    [Fact]
    public void The_pairs_show_every_kind_of_effect_but_a_choice()
    {
        var kinds = Gen.Sample(Pairs, 50, new Rnd(1, 1), 200).SelectMany(pair => Between(pair.Old, pair.New).Effects).Select(effect => effect.Kind).ToList();

        foreach (var kind in Enum.GetValues<EffectKind>().Where(kind => kind != EffectKind.Choice))
        {
            kinds.Count(other => other == kind).ShouldBeGreaterThan(0, kind.ToString());
        }
    }

    private static NaiveRule Tagged(NaiveRule rule) =>
        rule.Grant is null ? rule : rule with { Grant = rule.Grant with { Tag = [new NaivePart("another", null)], Joined = null } };

    private static NaiveRules With(NaiveRules shared, IReadOnlyList<NaiveRule> own, int kept) =>
        new([.. shared.Rules.Take(kept).Select((rule, index) => rule with { Id = $"s{index}" }), .. own.Select(rule => rule with { Id = "own" })]);

    /// <summary>The plain evaluator tells neither names nor who denied.</summary>
    private static bool HidesSomething(NaiveRules old, NaiveRules @new, Witness witness)
    {
        return Lines(old).SequenceEqual(Lines(@new));

        IEnumerable<string> Lines(NaiveRules rules)
        {
            var evaluation = RuleSetDiffTests.Version(rules.Yaml).Rules.Evaluate(witness.Caller, witness.Context);
            return evaluation.Eligible.Select(grant => $"{grant.RuleId} {grant.Role}").Concat(evaluation.Refused.Select(refused => $"{refused.RuleId} {refused.Reason}")).Order(StringComparer.Ordinal).ToList();
        }
    }

    private static List<string> Told(RuleSetDiff diff, EffectKind kind) =>
        [.. diff.Effects.Where(effect => effect.Kind == kind).Select(effect => $"{effect.Role} {effect.Name} {string.Join(',', effect.RuleIds)} {effect.Witnesses}").Order(StringComparer.Ordinal)];

    private static NaiveCaller Plain(Witness witness)
    {
        var (caller, claims) = (witness.Caller, witness.Caller.Claims);
        return new NaiveCaller(
            caller.Groups,
            caller.RealmRoles,
            [.. caller.ClientRoles.SelectMany(client => client.Value.Select(role => (client.Key, role)))],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["x"] = Raw(claims, "x"),
                ["y"] = claims.TryGetProperty("nested", out var nested) ? Raw(nested, "y") : "null",
                ["user"] = Raw(claims, "user"),
                ["acr"] = Raw(claims, "acr"),
                ["organization"] = Raw(claims, "organization"),
            },
            caller.Client,
            caller.AuthenticatedAt is { } login ? (int)(witness.Context.Now - login).TotalSeconds : null,
            witness.Context.Source?.ToString());
    }

    private static string Raw(JsonElement element, string member) => element.TryGetProperty(member, out var value) ? value.GetRawText() : "null";

    private static RuleSetDiff Between(NaiveRules old, NaiveRules @new) => RuleSetDiff.Between(RuleSetDiffTests.Version(old.Yaml), RuleSetDiffTests.Version(@new.Yaml));

    private static void Check(Func<(NaiveRules Old, NaiveRules New), bool> holds) => PropertyCases.Check(Pairs, holds, CallersOfEach, most: 2_000);
}
