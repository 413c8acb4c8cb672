using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Provisioning.Needs;

/// <summary>A place of the token that rules read.</summary>
/// <param name="Pointer">Where it stands.</param>
/// <param name="Shape">What the rules can take there.</param>
/// <param name="Rules">Ids of the rules that read it, in the order of the files.</param>
internal sealed record ClaimNeed(JsonPointer Pointer, ClaimShape Shape, IReadOnlyList<string> Rules)
{
    /// <summary>What the rules call it; ordinal, at least one.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether some rule fills a template with it or joins it, and does not only test it.</summary>
    public bool IsRendered { get; init; }

    /// <summary>Whether some rule joins it although another needs one value: the token has to carry one.</summary>
    public bool IsJoinedToo { get; init; }
}

/// <summary>How many values of a claim the rules can take.</summary>
internal enum ClaimShape
{
    /// <summary>One: a list would be refused by a template. So too where rules only test it.</summary>
    Single,

    /// <summary>Several: rules join them.</summary>
    List,
}
