using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Callers;

/// <summary>
/// A caller for whom nobody vouches: a payload read as the validator reads it, without a signature, times, audience or list of clients; for trying
/// out rules. Nothing that answers requests may come through here.
/// </summary>
internal static class UnverifiedCaller
{
    /// <param name="utf8">A JSON object.</param>
    /// <param name="issuerId">The configured issuer whose token it is taken for.</param>
    /// <param name="now">Stands for times that are absent.</param>
    /// <returns>The caller, or what is wrong with the payload.</returns>
    public static Result<CallerIdentity, string> Read(ReadOnlySpan<byte> utf8, string issuerId, DateTimeOffset now) =>
        StrictJson.Parse(utf8).TryGet(out var payload, out var fault) ? Read(payload, issuerId, now) : fault;

    /// <summary>The same for a whole token, whose header and signature are not looked at.</summary>
    public static Result<CallerIdentity, string> ReadToken(ReadOnlySpan<char> token, string issuerId, DateTimeOffset now)
    {
        if (!CompactToken.Decode(token).TryGet(out var compact, out var fault))
        {
            return fault;
        }

        using (compact)
        {
            return Read(compact.Payload, issuerId, now);
        }
    }

    private static Result<CallerIdentity, string> Read(JsonElement payload, string issuerId, DateTimeOffset now)
    {
        if (!ClaimText.TryRead(payload, "azp", out var client, out var azpFault))
        {
            return azpFault.Detail;
        }

        if (!ClaimText.TryRead(payload, "iss", out var issuer, out var issuerFault))
        {
            return issuerFault.Detail;
        }

        var times = TokenTimes.Read(payload).TryGet(out var read, out _) ? read : new TokenTimes(now, now, now);
        return CallerClaims.Read(payload, issuerId, issuer ?? issuerId, client, times).TryGet(out var caller, out var fault) ? caller : fault.Detail;
    }
}
