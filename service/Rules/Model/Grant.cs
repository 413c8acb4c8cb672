namespace TokenBridge.Rules.Model;

/// <summary>What the rules let one caller have: every parameter of the STS call, rendered and within AWS's limits.</summary>
internal sealed record Grant
{
    /// <summary>The configured issuer id of the caller.</summary>
    public required string IssuerId { get; init; }

    /// <summary>The caller's <c>sub</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What callers ask for.</summary>
    public required string Name { get; init; }

    /// <summary>The rule that gave it.</summary>
    public required string RuleId { get; init; }

    public required RoleArn Role { get; init; }

    public required string SessionName { get; init; }

    /// <summary>Null where the rule and its defaults name none.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>What the rule asks for, 15 minutes to 12 hours; the Sts room may clamp it and says so.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>In ordinal order of their keys.</summary>
    public required IReadOnlyList<SessionTag> Tags { get; init; }

    /// <summary>Keys among <see cref="Tags"/>, in ordinal order.</summary>
    public required IReadOnlyList<string> TransitiveTagKeys { get; init; }

    /// <summary>A session policy as JSON, at most 2048 ASCII characters; null where the rule has none.</summary>
    public string? Policy { get; init; }

    /// <summary>Managed session policies of the role's account or of AWS; at most 10, in the order of the rule.</summary>
    public IReadOnlyList<PolicyArn> PolicyArns { get; init; } = [];

    /// <summary>Null takes the configured one, if any.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The AWS region whose STS is asked; null takes the configured one.</summary>
    public string? Region { get; init; }

    /// <summary>Null takes the configured one.</summary>
    public SessionStrategy? Strategy { get; init; }

    /// <summary>Decides between several grants where none is named; default 0.</summary>
    public int Priority { get; init; }
}
