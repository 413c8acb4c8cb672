namespace TokenBridge.Tokens;

/// <summary>
/// A token's payload on its own, read as the validator reads it but believed without a signature, times, audience or list of clients:
/// for trying out rules. Nothing that answers requests may come through here.
/// </summary>
internal static class ClaimsPayload
{
    /// <param name="utf8">A JSON object.</param>
    /// <param name="issuerId">The configured issuer whose token it is taken for.</param>
    /// <param name="now">Stands for times that are absent.</param>
    /// <returns>The caller, or what is wrong with the payload.</returns>
    public static (CallerIdentity? Caller, string? Fault) Read(ReadOnlySpan<byte> utf8, string issuerId, DateTimeOffset now)
    {
        if (StrictJson.Parse(utf8, out var payload) is { } jsonFault)
        {
            return (null, jsonFault);
        }

        return AccessTokenClaims.TryReadUnverified(payload, issuerId, now, out var caller) is { } fault ? (null, fault.Detail) : (caller, null);
    }

    /// <summary>The same for a whole token, whose header and signature are not looked at.</summary>
    public static (CallerIdentity? Caller, string? Fault) ReadToken(ReadOnlySpan<char> token, string issuerId, DateTimeOffset now)
    {
        if (CompactToken.TryDecode(token, out var compact) is { } fault)
        {
            return (null, fault.Detail);
        }

        using (compact)
        {
            return Read(compact.Payload, issuerId, now);
        }
    }
}
