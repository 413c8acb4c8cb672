namespace TokenBridge.Rules.Reading;

/// <summary>What may stand under a key; each is a definition of the JSON Schema.</summary>
internal enum KeyShape
{
    Version,
    Text,

    /// <summary>One text or a list of them, at least one.</summary>
    Texts,

    /// <summary>One text or a list of them, perhaps empty.</summary>
    TextList,

    /// <summary>A text with placeholders.</summary>
    Template,
    Line,
    Sentence,
    Id,
    Pointer,
    Issuers,
    Flag,
    Number,
    Priority,
    Duration,
    Age,
    Time,
    Role,
    RoleGlobs,
    Groups,
    RealmRoles,
    Networks,
    Address,
    Globs,
    Acrs,
    SessionName,

    /// <summary>The same, or null for none.</summary>
    DroppableSessionName,
    DroppableExternalId,
    DroppableRegion,
    PolicyArns,
    Separator,
    LintCodes,
    Strategy,
    Denial,
    Claims,
    ClaimMap,
    Defaults,
    Rules,
    When,
    ClaimTests,
    ClaimTest,
    ClientRoles,
    ClientRole,
    Organizations,
    Conditions,
    Condition,
    Require,
    Grant,
    Deny,
    Tags,
    ExpectedTags,
    Policy,
    Statement,
    PlainClaimTest,
    Tests,
    Payload,
    Request,
    Expect,
    Lint,
}

/// <summary>One key of the language.</summary>
/// <param name="Name">As written.</param>
/// <param name="Shape">What stands under it.</param>
/// <param name="Description">One sentence, which editors show.</param>
/// <param name="IsRequired">Whether a mapping without it is a fault.</param>
internal sealed record RuleKey(string Name, KeyShape Shape, string Description, bool IsRequired = false)
{
    public static implicit operator RuleKey((string Name, KeyShape Shape, string Description) key) => new(key.Name, key.Shape, key.Description);
}

/// <summary>The keys that one kind of mapping takes: what the readers accept and what the JSON Schema says are the same table.</summary>
internal sealed class KeyTable(params RuleKey[] keys)
{
    public IReadOnlyList<RuleKey> Keys { get; } = keys;

    public IReadOnlyList<string> Names { get; } = [.. keys.Select(key => key.Name)];
}
