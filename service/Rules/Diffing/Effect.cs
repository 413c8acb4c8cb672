using TokenBridge.Rules.Diffing.Witnesses;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Diffing;

/// <summary>How somebody's decision differs.</summary>
internal enum EffectKind
{
    /// <summary>May have a role that was not to be had.</summary>
    Gains,

    /// <summary>May no longer have a role.</summary>
    Loses,

    /// <summary>The role comes with other values.</summary>
    Changes,

    /// <summary>Is refused a role for another reason.</summary>
    Refusal,

    /// <summary>The same roles, but another one, or none, where none is named.</summary>
    Choice,
}

/// <summary>One way in which decisions differ, and a caller who shows it.</summary>
/// <param name="Kind">How.</param>
/// <param name="Role">Whose session; empty where it is about none, or could not be rendered.</param>
/// <param name="Name">Of the grant; likewise.</param>
/// <param name="RuleIds">The rules that grant it on either side.</param>
/// <param name="Fields">What differs: values, reasons to refuse, or what a caller gets who names no role.</param>
internal sealed record Effect(EffectKind Kind, string Role, string Name, IReadOnlyList<string> RuleIds, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>The first caller who shows it.</summary>
    public required Witness Example { get; init; }

    /// <summary>How many callers of those that were tried show it.</summary>
    public int Witnesses { get; init; } = 1;

    /// <summary>Alike for effects that differ in who shows them alone.</summary>
    public string Identity => $"{Kind}\n{Role}\n{Name}\n{string.Join(',', RuleIds)}\n{string.Join('\n', Fields.Select(change => $"{change.Field}={change.Old}>{change.New}"))}";

    /// <summary>What a caller gets who names no role.</summary>
    public static string Chosen(RuleSetEvaluation evaluation) =>
        evaluation.Select(null).Match(grant => $"{grant.Name} ({grant.Role})", denied => denied.Reason.ToReason());
}
