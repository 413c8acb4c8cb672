namespace TokenBridge.Protocol.Documents;

/// <summary>RFC 8693, 2.2.1.</summary>
/// <param name="AccessToken">Must be one string, so it is <paramref name="AwsCredentials"/> in base64url.</param>
/// <param name="IssuedTokenType">What is in it; no registered type fits.</param>
/// <param name="TokenType"><c>N_A</c>: it is for no <c>Authorization</c> header.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="AwsCredentials">The same, readable.</param>
/// <param name="DecisionId">Names the exchange.</param>
internal sealed record IssuedToken(
    string AccessToken, string IssuedTokenType, string TokenType, long ExpiresIn, ProcessCredentials AwsCredentials, string DecisionId)
{
    /// <summary>Never prints the secrets.</summary>
    public override string ToString() => $"IssuedToken {{ {DecisionId} }}";
}
