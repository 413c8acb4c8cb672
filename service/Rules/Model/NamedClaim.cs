namespace TokenBridge.Rules.Model;

/// <summary>A claim that rules read.</summary>
/// <param name="Name">What they call it.</param>
/// <param name="Source">Where its value comes from.</param>
internal sealed record NamedClaim(string Name, ClaimSource Source);
