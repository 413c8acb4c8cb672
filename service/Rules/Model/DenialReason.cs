namespace TokenBridge.Rules.Model;

/// <summary>Why the rules refuse. The value in snake_case is the <c>reason</c> in answers, metrics and audit; never rename one.</summary>
internal enum DenialReason
{
    NoRuleMatches,
    RoleNotGranted,
    RoleRequired,
    DeniedByRule,
    StepUpRequired,
    MissingValue,
    InvalidValue,
}

/// <summary>The stable texts of <see cref="DenialReason"/>.</summary>
internal static class DenialReasonText
{
    public static string ToReason(this DenialReason denial) => denial switch
    {
        DenialReason.NoRuleMatches => "no_rule_matches",
        DenialReason.RoleNotGranted => "role_not_granted",
        DenialReason.RoleRequired => "role_required",
        DenialReason.DeniedByRule => "denied_by_rule",
        DenialReason.StepUpRequired => "step_up_required",
        DenialReason.MissingValue => "missing_value",
        DenialReason.InvalidValue => "invalid_value",
    };
}
