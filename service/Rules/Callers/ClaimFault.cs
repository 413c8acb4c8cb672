namespace TokenBridge.Rules.Callers;

/// <summary>What is wrong with a claim that every caller must have, or have in one shape.</summary>
/// <param name="IsMissing">It is absent or null; else it has the wrong shape.</param>
/// <param name="Detail">For logs; holds no value of the token.</param>
internal sealed record ClaimFault(bool IsMissing, string Detail)
{
    public static ClaimFault Missing(string detail) => new(IsMissing: true, detail);

    public static ClaimFault Malformed(string detail) => new(IsMissing: false, detail);
}
