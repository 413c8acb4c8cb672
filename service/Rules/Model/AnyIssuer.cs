namespace TokenBridge.Rules.Model;

/// <summary>How rules name every issuer explicitly.</summary>
internal static class AnyIssuer
{
    public const string Id = "any";
}
