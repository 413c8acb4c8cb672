namespace TokenBridge.Mapping;

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
