namespace TokenBridge.Protocol.Documents;

/// <summary>What a caller may have, and what is refused and why.</summary>
/// <param name="Issuer">The id of the configured realm.</param>
/// <param name="Subject">The caller.</param>
/// <param name="RulesHash">Of the rule set that was asked.</param>
/// <param name="Roles">Every grant.</param>
/// <param name="Refused">Every grant that a rule means for the caller and that is not given.</param>
internal sealed record RolesBody(
    string Issuer, string Subject, string RulesHash, IReadOnlyList<GrantBody> Roles, IReadOnlyList<RefusedGrantBody> Refused);

/// <param name="Name">To ask for it by.</param>
/// <param name="Role">An ARN.</param>
/// <param name="Rule">The id of the rule that grants it.</param>
/// <param name="SessionName">Of the session.</param>
/// <param name="SourceIdentity">Of the session; null where the rule sets none.</param>
/// <param name="Region">Whose STS is asked; null for the service's own.</param>
/// <param name="DurationSeconds">As the rule has it.</param>
/// <param name="Tags">Of the session.</param>
/// <param name="TransitiveTags">Keys of the tags that stay when roles are chained.</param>
/// <param name="Policy">The session policy; only where a decision is explained.</param>
/// <param name="PolicyArns">Likewise.</param>
internal sealed record GrantBody(
    string Name,
    string Role,
    string Rule,
    string SessionName,
    string? SourceIdentity,
    string? Region,
    long DurationSeconds,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<string> TransitiveTags,
    string? Policy = null,
    IReadOnlyList<string>? PolicyArns = null);

/// <param name="Name">Null where it could not be rendered.</param>
/// <param name="Rule">The rule that would grant it.</param>
/// <param name="Reason">Stable, in snake_case.</param>
/// <param name="Message">For a person.</param>
/// <param name="AcrValues">What to ask Keycloak for, where a stronger login would help.</param>
/// <param name="MaxAge">Seconds since the login, likewise.</param>
/// <param name="RefusedBy">The rule to ask about; only where a decision is explained.</param>
internal sealed record RefusedGrantBody(
    string? Name, string Rule, string Reason, string Message, string? AcrValues, long? MaxAge, string? RefusedBy = null);
