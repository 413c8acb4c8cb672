namespace TokenBridge.Rules.Provisioning.Drift;

/// <summary>Something that is not as the rules need it.</summary>
/// <param name="Where">A role's ARN, or an object of the realm.</param>
/// <param name="Code">Stable.</param>
/// <param name="Wanted">What <c>provision</c> would write.</param>
/// <param name="Found">What is there.</param>
internal sealed record Difference(string Where, string Code, string Wanted, string Found);
