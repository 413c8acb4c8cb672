namespace TokenBridge.Development.Sts;

/// <summary>An IAM OpenID Connect provider: AWS trusts tokens of this issuer for these audiences.</summary>
/// <param name="Issuer">Compared ordinally with <c>iss</c>; discovery is fetched from below it. AWS wants https here, this STS takes loopback http.</param>
/// <param name="ClientIds">At least one.</param>
internal sealed record OidcProvider(string Issuer, IReadOnlyList<string> ClientIds);
