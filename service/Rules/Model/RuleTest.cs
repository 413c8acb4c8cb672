using System.Net;

namespace TokenBridge.Rules.Model;

/// <summary>A test of a rules file that has no fault left.</summary>
internal sealed record RuleTest
{
    public required string Name { get; init; }

    /// <summary>Where it begins.</summary>
    public required SourcePosition At { get; init; }

    /// <summary>The token's payload, a JSON object in UTF-8.</summary>
    public required byte[] Payload { get; init; }

    public required string IssuerId { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Null where none is asked for.</summary>
    public string? Role { get; init; }

    public IPAddress? Source { get; init; }

    public required RuleTestExpectation Expect { get; init; }
}

/// <summary>What is null is not looked at.</summary>
internal sealed record RuleTestExpectation
{
    public DenialReason? Denied { get; init; }

    /// <summary>The rule that grants, or with <see cref="Denied"/> the one that refuses.</summary>
    public string? Rule { get; init; }

    public string? Name { get; init; }

    public string? Role { get; init; }

    public string? SessionName { get; init; }

    public string? SourceIdentity { get; init; }

    public TimeSpan? Duration { get; init; }

    public string? ExternalId { get; init; }

    public string? Region { get; init; }

    public SessionStrategy? Strategy { get; init; }

    /// <summary>By key; a null value: the tag must be absent.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Tags { get; init; } = [];

    /// <summary>All of them, ordinal.</summary>
    public IReadOnlyList<string>? TransitiveTags { get; init; }

    /// <summary>All of them, ordinal.</summary>
    public IReadOnlyList<string>? PolicyArns { get; init; }

    /// <summary>The names of all eligible grants, ordinal.</summary>
    public IReadOnlyList<string>? Grants { get; init; }

    /// <summary>Whether anything is said of the one grant that is selected.</summary>
    public bool IsAboutGrant =>
        Rule is not null || Name is not null || Role is not null || SessionName is not null || SourceIdentity is not null || Duration is not null
        || ExternalId is not null || Region is not null || Strategy is not null || Tags.Count > 0 || TransitiveTags is not null || PolicyArns is not null;
}
