namespace TokenBridge.Protocol.Documents;

/// <summary>Why the rules say what they say of one caller.</summary>
/// <param name="Issuer">The id of the configured realm.</param>
/// <param name="Subject">The caller.</param>
/// <param name="RulesHash">Of the rule set that was asked.</param>
/// <param name="AskedFor">The role that was named; null for none.</param>
/// <param name="Read">What the rules saw of the token.</param>
/// <param name="Decision">What a request would get.</param>
/// <param name="Rules">Those to show, in order.</param>
/// <param name="RulesNotShown">How many others there are.</param>
internal sealed record ExplanationBody(
    string Issuer,
    string Subject,
    string RulesHash,
    string? AskedFor,
    ReadBody Read,
    DecisionBody Decision,
    IReadOnlyList<ExplainedRule> Rules,
    int RulesNotShown);

/// <summary>What the rules saw of the caller's own token.</summary>
/// <param name="Groups">As they came.</param>
/// <param name="GroupsThatNeverCount">Those of them that give nothing, whatever the rules say; null for none.</param>
/// <param name="RealmRoles">As they came.</param>
/// <param name="ClientRoles">By client.</param>
/// <param name="Organizations">Aliases as they came, where rules ask for any; none where the claim cannot be judged.</param>
/// <param name="Claims">What the rules call them, and their values as people read them.</param>
/// <param name="Note">What to change at Keycloak for groups and organizations to count; null where they do.</param>
internal sealed record ReadBody(
    IReadOnlyList<string> Groups,
    IReadOnlyList<UncountedGroup>? GroupsThatNeverCount,
    IReadOnlyList<string> RealmRoles,
    IReadOnlyDictionary<string, IReadOnlyList<string>> ClientRoles,
    IReadOnlyList<string>? Organizations,
    IReadOnlyDictionary<string, string> Claims,
    string? Note);

/// <param name="Value">As it came.</param>
/// <param name="Why">In a few words.</param>
internal sealed record UncountedGroup(string Value, string Why);

/// <summary>What a request would get: the members of a grant, or those of a refusal.</summary>
/// <param name="Outcome"><c>granted</c> or <c>refused</c>.</param>
/// <param name="Name">Of the grant.</param>
/// <param name="Role">Its ARN.</param>
/// <param name="Reason">Of the refusal; stable, in snake_case.</param>
/// <param name="Rule">The rule that decided; null where none did.</param>
/// <param name="SessionName">Of the grant's session.</param>
/// <param name="SourceIdentity">Of the grant's session.</param>
/// <param name="Region">Of the grant.</param>
/// <param name="DurationSeconds">Of the grant.</param>
/// <param name="Tags">Of the grant's session.</param>
/// <param name="TransitiveTags">Of the grant's session.</param>
/// <param name="Message">Of the refusal.</param>
/// <param name="AcrValues">What to ask Keycloak for, where a stronger login would help.</param>
/// <param name="MaxAge">Seconds since the login, likewise.</param>
/// <param name="Roles">Of a refusal: names to choose from.</param>
internal sealed record DecisionBody(
    string Outcome,
    string? Name,
    string? Role,
    string? Reason,
    string? Rule,
    string? SessionName,
    string? SourceIdentity,
    string? Region,
    long? DurationSeconds,
    IReadOnlyDictionary<string, string>? Tags,
    IReadOnlyList<string>? TransitiveTags,
    string? Message,
    string? AcrValues,
    long? MaxAge,
    IReadOnlyList<string>? Roles);

/// <param name="Rule">Its id.</param>
/// <param name="Effect"><c>grant</c> or <c>deny</c>.</param>
/// <param name="Holds"><c>true</c>, <c>false</c> or <c>undecidable</c>.</param>
/// <param name="When">Its condition.</param>
/// <param name="Grants">One for each binding, of a grant rule that holds.</param>
/// <param name="Change">The one change that would make it hold; null where one would not do.</param>
internal sealed record ExplainedRule(string Rule, string Effect, string Holds, ExplainedTest When, IReadOnlyList<ExplainedGrant> Grants, string? Change);

/// <param name="Test">As the language calls it.</param>
/// <param name="Holds"><c>true</c>, <c>false</c> or <c>undecidable</c>.</param>
/// <param name="Expected">What the rule wants; null for combinations.</param>
/// <param name="Actual">What the caller brings; null for combinations.</param>
/// <param name="Captures">One for each binding.</param>
/// <param name="Parts">Of a combination.</param>
internal sealed record ExplainedTest(
    string Test,
    string Holds,
    string? Expected,
    string? Actual,
    IReadOnlyList<IReadOnlyDictionary<string, string>>? Captures,
    IReadOnlyList<ExplainedTest>? Parts);

/// <param name="Captures">By name.</param>
/// <param name="Granted">With every value rendered.</param>
/// <param name="Refused">And why.</param>
/// <param name="Change">The one change that would make a refused grant succeed, where one can be named.</param>
internal sealed record ExplainedGrant(IReadOnlyDictionary<string, string> Captures, GrantBody? Granted, RefusedGrantBody? Refused, string? Change);
