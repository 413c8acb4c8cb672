namespace TokenBridge.Rules.Matching;

/// <summary>What a test says of a caller. Ordered, so that "all" is the least and "any" the greatest. A grant needs true; a deny holds unless false.</summary>
internal enum Truth
{
    False,

    /// <summary>The token holds something that the test cannot judge, such as an object where a text is compared.</summary>
    Undecidable,

    True,
}
