using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>One entry of <c>tests</c>, as written.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Name">A sentence.</param>
/// <param name="Token">The payload.</param>
/// <param name="Issuer">A configured id; null where it goes without saying.</param>
/// <param name="Now">RFC 3339.</param>
/// <param name="Role">What is asked for.</param>
/// <param name="Client">Stands for <c>azp</c>.</param>
/// <param name="SourceAddress">An IP address.</param>
/// <param name="Expect">What must come of it.</param>
internal sealed record TestDocument(
    SourcePosition At,
    Written Name,
    YamlNode.Mapping Token,
    Written? Issuer,
    Written? Now,
    Written? Role,
    Written? Client,
    Written? SourceAddress,
    ExpectDocument Expect);

/// <summary>What a test expects, as written. What is null was not written and is not looked at.</summary>
internal sealed record ExpectDocument(SourcePosition At)
{
    public Written? Denied { get; init; }

    public Written? Rule { get; init; }

    public Written? Name { get; init; }

    public Written? Role { get; init; }

    public Written? SessionName { get; init; }

    public Written? SourceIdentity { get; init; }

    public Written? Duration { get; init; }

    public Written? ExternalId { get; init; }

    public Written? Region { get; init; }

    public Written? Strategy { get; init; }

    /// <summary>A null value: the tag must be absent.</summary>
    public IReadOnlyList<TagDocument> Tags { get; init; } = [];

    public IReadOnlyList<Written>? TransitiveTags { get; init; }

    public IReadOnlyList<Written>? PolicyArns { get; init; }

    /// <summary>The names of all eligible grants.</summary>
    public IReadOnlyList<Written>? Grants { get; init; }
}
