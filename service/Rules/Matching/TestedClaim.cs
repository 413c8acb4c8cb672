using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

/// <summary>Under which key of a condition a claim is tested.</summary>
internal enum ClaimKey
{
    /// <summary><c>claims: { department: … }</c></summary>
    Claims,

    /// <summary><c>issuer: …</c></summary>
    Issuer,

    /// <summary><c>client: …</c></summary>
    Client,
}

/// <summary>A claim as a condition names it.</summary>
/// <param name="Key">Where it is named.</param>
/// <param name="Name">What the rules call it.</param>
/// <param name="Source">Where its value comes from.</param>
internal sealed record TestedClaim(ClaimKey Key, string Name, ClaimSource Source);
