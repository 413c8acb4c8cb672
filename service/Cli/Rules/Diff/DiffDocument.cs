using TokenBridge.Rules.Diffing;
using TokenBridge.Rules.Diffing.Witnesses;

namespace TokenBridge.Cli.Rules.Diff;

/// <summary>A comparison, as <c>rules diff --format json</c> prints it.</summary>
/// <param name="OldHash">Of the rules as they were.</param>
/// <param name="NewHash">Of the rules as they are.</param>
/// <param name="Rules">That came, went or changed; by id.</param>
/// <param name="Effects">In what people get.</param>
/// <param name="CallersTried">How many.</param>
/// <param name="CallersNotTried">How many more there would have been.</param>
internal sealed record DiffDocument(
    string OldHash, string NewHash, IReadOnlyList<DiffRule> Rules, IReadOnlyList<DiffEffect> Effects, int CallersTried, long CallersNotTried)
{
    public static DiffDocument Of(RuleSetDiff diff, RuleSetVersion old, RuleSetVersion @new) => new(
        old.Rules.Hash, @new.Rules.Hash, [.. diff.Rules.Select(DiffRule.Of)], [.. diff.Effects.Select(DiffEffect.Of)], diff.Witnesses.Count, diff.NotTried);
}

/// <param name="Rule">Its id.</param>
/// <param name="Change"><c>came</c>, <c>went</c> or <c>changed</c>.</param>
/// <param name="Deny">Whether it is a deny.</param>
/// <param name="File">Where it stands now, or stood where it went.</param>
/// <param name="Line">From 1.</param>
/// <param name="Fields">What it says otherwise.</param>
internal sealed record DiffRule(string Rule, string Change, bool Deny, string File, int Line, IReadOnlyList<DiffField> Fields)
{
    public static DiffRule Of(RuleChange rule) =>
        new(rule.RuleId, DiffText.Word(rule.Kind), rule.IsDeny, rule.At.File, rule.At.Line, [.. rule.Fields.Select(DiffField.Of)]);
}

/// <param name="Field">As the language calls it.</param>
/// <param name="Old">Null for none.</param>
/// <param name="New">Null for none.</param>
internal sealed record DiffField(string Field, string? Old, string? New)
{
    public static DiffField Of(FieldChange change) => new(change.Field, change.Old, change.New);
}

/// <param name="Effect"><c>gains</c>, <c>loses</c>, <c>changes</c>, <c>refusal</c> or <c>choice</c>.</param>
/// <param name="Name">Of the grant; null where there is none.</param>
/// <param name="Role">Its ARN; null where there is none.</param>
/// <param name="Rules">Ids of the rules that grant it on either side.</param>
/// <param name="Fields">What differs.</param>
/// <param name="Example">Somebody who shows it.</param>
/// <param name="Callers">How many of those that were tried show it.</param>
internal sealed record DiffEffect(string Effect, string? Name, string? Role, IReadOnlyList<string> Rules, IReadOnlyList<DiffField> Fields, DiffCaller Example, int Callers)
{
    public static DiffEffect Of(Effect effect) => new(
        Word(effect.Kind), Text(effect.Name), Text(effect.Role), effect.RuleIds, [.. effect.Fields.Select(DiffField.Of)], DiffCaller.Of(effect), effect.Witnesses);

    private static string Word(EffectKind kind) => kind switch
    {
        EffectKind.Gains => "gains",
        EffectKind.Loses => "loses",
        EffectKind.Changes => "changes",
        EffectKind.Refusal => "refusal",
        EffectKind.Choice => "choice",
    };

    private static string? Text(string text) => text.Length == 0 ? null : text;
}

/// <param name="MadeFrom">A rule or a test.</param>
/// <param name="Issuer">Whose token it is taken for.</param>
/// <param name="SourceIp">Null for an unknown address.</param>
/// <param name="Claims">The payload as JSON text, for <c>rules explain --claims</c>.</param>
internal sealed record DiffCaller(string MadeFrom, string Issuer, string? SourceIp, string Claims)
{
    public static DiffCaller Of(Effect effect) =>
        new(effect.Example.Origin, effect.Example.Caller.IssuerId, effect.Example.Context.Source?.ToString(), effect.Example.Payload);
}
