namespace TokenBridge.Rules.Model;

/// <summary>A grant that a rule means for the caller, and why the caller does not get it.</summary>
/// <param name="Name">Null where it could not be rendered.</param>
/// <param name="Role">Null where it could not be rendered.</param>
/// <param name="RuleId">The rule that would grant it.</param>
/// <param name="Reason">Stable, for the caller, metrics and audit.</param>
/// <param name="RefusedBy">The rule to ask about: the deny rule, or the granting one.</param>
/// <param name="Message">For the caller.</param>
/// <param name="Detail">For the audit log only.</param>
internal sealed record RefusedGrant(
    string? Name,
    RoleArn? Role,
    string RuleId,
    DenialReason Reason,
    string RefusedBy,
    string Message,
    string Detail)
{
    /// <summary>What to ask Keycloak for, where the reason is <see cref="DenialReason.StepUpRequired"/>.</summary>
    public StepUp? StepUp { get; init; }

    /// <summary>The capture or claim whose value is missing or invalid, where it is one.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Of the placeholder, where that is a claim.</summary>
    public ClaimSource? Claim { get; init; }
}
