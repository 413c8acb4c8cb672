namespace TokenBridge.Rules.Reading;

/// <summary>Every key of a rules file.</summary>
internal static class RuleKeys
{
    public static readonly KeyTable File = new(
        new("version", KeyShape.Version, "The version of the language: 1.", IsRequired: true),
        ("issuer", KeyShape.Issuers, "The issuers that every rule of this file trusts, unless it names its own: a configured id, a list of them, or any."),
        ("lint", KeyShape.Lint, "Warnings of this file that are meant to be so, each with the reason."),
        ("claims", KeyShape.Claims, "Names for places in the token; rules and templates see only these and sub, issuer, client, acr, sid."),
        ("defaults", KeyShape.Defaults, "Merged into every grant of this file, key by key; a grant's own value wins."),
        ("rules", KeyShape.Rules, "Who gets which role, and who never does."),
        ("tests", KeyShape.Tests, "Callers, and what the rules must answer them."));

    public static readonly KeyTable Claim = new(
        new("from", KeyShape.Pointer, "JSON Pointer (RFC 6901) into the token's payload, such as /department.", IsRequired: true),
        ("default", KeyShape.Text, "Stands for the claim where the token lacks it."),
        ("map", KeyShape.ClaimMap, "Values of the token, and what rules and templates see in their place; others stay."));

    public static readonly KeyTable Rule = new(
        new("id", KeyShape.Id, "Unique in all files: 1 to 128 of A-Z a-z 0-9 _ . - beginning with a letter or digit.", IsRequired: true),
        ("description", KeyShape.Text, "For people; explanations show it."),
        ("lint", KeyShape.Lint, "Warnings of this rule that are meant to be so, each with the reason."),
        new("when", KeyShape.When, "Whom the rule is about: everyone, or conditions that must all hold.", IsRequired: true),
        ("require", KeyShape.Require, "How the caller must have logged in; who has not is asked to step up."),
        ("grant", KeyShape.Grant, "What the rule gives, once for each distinct binding of its captures."),
        ("deny", KeyShape.Deny, "What the rule forbids, whatever other rules give."));

    public static readonly KeyTable Require = new(
        ("acr", KeyShape.Acrs, "The token's acr is one of these."),
        ("max_auth_age", KeyShape.Age, "The login is at most this old, by auth_time: 90s, 15m, 1h, 1h30m."));

    public static readonly KeyTable Deny = new(
        new("roles", KeyShape.RoleGlobs, "Globs over role ARNs, in which * is any run of characters; \"*\" is every role.", IsRequired: true),
        ("reason", KeyShape.Line, "One line that the refused caller reads."));

    public static readonly KeyTable Condition = new(
        ("issuer", KeyShape.Issuers, "Configured issuer ids, or any."),
        ("client", KeyShape.Texts, "The client that got the token (azp) is one of these."),
        ("group", KeyShape.Groups, "Some group matches some pattern: /ml/{team}/scientists; * is one segment, /contractors/** the group and all below it."),
        ("realm_role", KeyShape.RealmRoles, "Some realm role matches some pattern."),
        ("client_role", KeyShape.ClientRoles, "Some client role matches some pattern, written client/role; or { client, role } where the client's id holds a slash."),
        ("organization", KeyShape.Organizations, "Some organization of the caller matches some pattern over aliases: acme, {org}, or * for any."),
        ("source_ip", KeyShape.Networks, "The caller's address is in one of these CIDR ranges."),
        ("claims", KeyShape.ClaimTests, "Tests of claims by name; all must hold."),
        ("all", KeyShape.Conditions, "Every one of these holds."),
        ("any", KeyShape.Conditions, "One of these holds."),
        ("not", KeyShape.Condition, "This does not hold."));

    public static readonly KeyTable ClientRole = new(
        new("client", KeyShape.Text, "The client's id, written out.", IsRequired: true),
        new("role", KeyShape.Text, "A pattern over its roles.", IsRequired: true));

    public static readonly KeyTable ClaimTest = new(
        ("not", KeyShape.PlainClaimTest, "The test does not hold; an absent claim passes."),
        ("like", KeyShape.Globs, "The whole value matches a glob in which * is any run of characters."),
        ("exists", KeyShape.Flag, "Whether the claim is in the token."),
        ("at_least", KeyShape.Number, "The claim is a number, this or more."),
        ("at_most", KeyShape.Number, "The claim is a number, this or less."));

    public static readonly KeyTable Grant = new(
        ("name", KeyShape.Template, "What callers ask for; default: the rule id, with captures appended. A template."),
        ("role", KeyShape.Role, "The role's ARN. A template whose values hold no / : * ?"),
        ("session_name", KeyShape.SessionName, "What CloudTrail shows. A template; default: {sub}."),
        ("source_identity", KeyShape.DroppableSessionName, "Stays with the session through every role it assumes later. A template, or null to drop a default."),
        ("duration", KeyShape.Duration, "15m to 12h; AWS gives at most 1h where roles are chained."),
        ("tags", KeyShape.Tags, "Session tags: templates, joined array claims, or null to drop a default."),
        ("transitive_tags", KeyShape.TextList, "Keys of tags that later sessions of a chain keep and cannot set."),
        ("priority", KeyShape.Priority, "The highest is chosen where the caller names no role; default 0."),
        ("policy", KeyShape.Policy, "An inline session policy, which only narrows; templates stand inside its string values. Null drops a default."),
        ("policy_arns", KeyShape.PolicyArns, "Managed policies that narrow the session; at most 10. Templates."),
        ("external_id", KeyShape.DroppableExternalId, "Goes with AssumeRole, as the role's trust policy wants it. A template, or null to drop a default."),
        ("region", KeyShape.DroppableRegion, "Where STS is called, such as eu-central-1; null drops a default."),
        ("strategy", KeyShape.Strategy, "Who calls STS, and how."));

    public static readonly KeyTable JoinedTag = new(
        new("claim", KeyShape.Text, "The name of a claim that is an array.", IsRequired: true),
        new("join", KeyShape.Separator, "What stands between the elements, 1 to 8 characters.", IsRequired: true));

    public static readonly KeyTable Test = new(
        new("name", KeyShape.Text, "A sentence that says what the test shows.", IsRequired: true),
        new("token", KeyShape.Payload, "The token's payload, as Keycloak writes it.", IsRequired: true),
        ("issuer", KeyShape.Text, "Whose token it is; default: the only issuer there is."),
        ("now", KeyShape.Time, "The time of the test (RFC 3339); default: the token's iat, else 2026-01-01."),
        ("request", KeyShape.Request, "What the caller asks for."),
        new("expect", KeyShape.Expect, "What must come of it; what is not named is not looked at.", IsRequired: true));

    public static readonly KeyTable Request = new(
        ("role", KeyShape.Text, "The grant that is asked for, by name, rule id or role ARN."),
        ("client", KeyShape.Text, "Stands for the token's azp."),
        ("source_ip", KeyShape.Address, "The caller's address."));

    public static readonly KeyTable ExpectedGrant = new(
        ("name", KeyShape.Text, "The grant's name."),
        ("role", KeyShape.Text, "The role's ARN."),
        ("session_name", KeyShape.Text, "The session name."),
        ("source_identity", KeyShape.Text, "The source identity."),
        ("duration", KeyShape.Duration, "The duration."),
        ("external_id", KeyShape.Text, "The external id."),
        ("region", KeyShape.Text, "The region."),
        ("strategy", KeyShape.Strategy, "The strategy."),
        ("tags", KeyShape.ExpectedTags, "These tags have these values; null: the tag is absent."),
        ("transitive_tags", KeyShape.TextList, "All transitive tags, in any order."),
        ("policy_arns", KeyShape.TextList, "All policy ARNs, in any order."));

    public static readonly KeyTable Expect = new(
    [
        ("denied", KeyShape.Denial, "The reason of the refusal."),
        ("rule", KeyShape.Text, "The rule that grants, or with denied the one that refuses."),
        ("grants", KeyShape.TextList, "The names of all grants that the caller can have, in any order."),
        .. ExpectedGrant.Keys,
    ]);

    public static readonly KeyTable Allowance = new(
        new("allow", KeyShape.LintCodes, "Codes of warnings, such as TB203.", IsRequired: true),
        new("because", KeyShape.Sentence, "Why it is meant to be so; reviewers read it.", IsRequired: true));
}
