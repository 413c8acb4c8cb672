namespace TokenBridge.Rules.Model;

/// <summary>The rules' answer to one caller and one (or no) named role.</summary>
internal abstract record RuleDecision
{
    private RuleDecision()
    {
    }

    public abstract T Match<T>(Func<Grant, T> granted, Func<Denied, T> denied);

    internal sealed record Granted(Grant Grant) : RuleDecision
    {
        public override T Match<T>(Func<Grant, T> granted, Func<Denied, T> denied) => granted(Grant);
    }

    /// <param name="Reason">Stable, for the caller, metrics and audit.</param>
    /// <param name="RuleId">The rule that refused, where there is one.</param>
    /// <param name="Message">For the caller: what was refused and what to do next; no values of other people's rules.</param>
    /// <param name="Detail">For the audit log only.</param>
    /// <param name="Roles">Names to choose from, for <see cref="DenialReason.RoleRequired"/>.</param>
    internal sealed record Denied(
        DenialReason Reason,
        string? RuleId,
        string Message,
        string Detail,
        IReadOnlyList<string> Roles) : RuleDecision
    {
        /// <summary>What to ask Keycloak for, where the reason is <see cref="DenialReason.StepUpRequired"/>.</summary>
        public StepUp? StepUp { get; init; }

        public override T Match<T>(Func<Grant, T> granted, Func<Denied, T> denied) => denied(this);
    }
}
