namespace TokenBridge.Rules.Model;

/// <summary>How rules name every issuer, in so many words.</summary>
internal static class AnyIssuer
{
    public const string Id = "any";
}
