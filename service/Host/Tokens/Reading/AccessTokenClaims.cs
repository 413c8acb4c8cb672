using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Tokens.Reading;

/// <summary>Turns the payload of a token whose signature was verified into the caller, or says which claim forbids it.</summary>
/// <remarks>
/// Order: what kind of token it is, then its times, then for whom it is, then what it says. A required claim that is absent or null is
/// <c>missing_claim</c>, one of the wrong shape <c>malformed_claim</c>; only <c>typ</c> is <c>wrong_type</c> either way, because it is what
/// tells Keycloak's tokens apart.
/// </remarks>
internal static class AccessTokenClaims
{
    /// <param name="payload">Of a token whose signature was verified.</param>
    /// <param name="issuer">Says the audiences and clients.</param>
    /// <param name="times">Of the token.</param>
    public static Result<CallerIdentity, TokenFault> Read(JsonElement payload, IssuerOptions issuer, TokenTimes times)
    {
        if (CheckAudience(payload, issuer.Audiences) is { } audienceFault)
        {
            return audienceFault;
        }

        if (!ClaimText.TryRead(payload, "azp", out var client, out var azpFault))
        {
            return TokenFault.Of(azpFault);
        }

        if (CheckClient(client, issuer.Clients) is { } clientFault)
        {
            return clientFault;
        }

        return CallerClaims.Read(payload, issuer.Id, issuer.Issuer, client, times).TryGet(out var caller, out var fault) ? caller : TokenFault.Of(fault);
    }

    /// <summary>An access token that whoever holds it may use; a sender-constrained one needs a proof that nobody looks at here.</summary>
    public static TokenFault? CheckType(JsonElement payload)
    {
        var type = payload.TryGetProperty("typ", out var typ) && typ.ValueKind is JsonValueKind.String ? typ.GetString() : null;
        if (type is not ("Bearer" or "DPoP"))
        {
            return new(TokenRejection.WrongType, type is null ? "payload: typ is no string" : $"payload: typ {SafeText.QuoteAscii(type)}");
        }

        // A cnf that is null is still a cnf: nobody writes one by accident.
        return type is "DPoP" || payload.TryGetProperty("cnf", out _)
            ? new(TokenRejection.BoundToken, $"payload: typ {type}, bound to a key by DPoP or cnf")
            : null;
    }

    /// <summary>
    /// Keycloak signs refresh tokens with a secret of its own: whoever sends one has taken the wrong member of the answer, and no algorithm is to be
    /// changed. The payload's own word for it chooses between two refusals, so it need not be verified.
    /// </summary>
    /// <param name="fault">That the algorithm is not allowed, or another one of the header.</param>
    /// <param name="payload">Of a token that nobody has verified.</param>
    public static TokenFault PreferType(TokenFault fault, ReadOnlySpan<byte> payload) =>
        fault.Reason is TokenRejection.AlgorithmNotAllowed
        && StrictJson.Parse(payload).TryGet(out var claims, out _)
        && claims.TryGetProperty("typ", out var typ) && typ.ValueKind is JsonValueKind.String && typ.GetString() is not ("Bearer" or "DPoP")
            ? new(TokenRejection.WrongType, $"payload: typ {SafeText.QuoteAscii(typ.GetString()!)}; {fault.Detail}")
            : fault;

    private static TokenFault? CheckAudience(JsonElement payload, IReadOnlyList<string> configured)
    {
        if (!payload.TryGetProperty("aud", out var aud) || aud.ValueKind is JsonValueKind.Null)
        {
            return new(TokenRejection.MissingClaim, "no aud");
        }

        IReadOnlyList<string> audiences;
        if (aud.ValueKind is JsonValueKind.String)
        {
            audiences = [aud.GetString()!];
        }
        else if (!StringList.TryRead(aud, out audiences))
        {
            return new(TokenRejection.MalformedClaim, "aud is neither a string nor an array of strings");
        }

        foreach (var audience in audiences)
        {
            if (Lists(configured, audience))
            {
                return null;
            }
        }

        return new(TokenRejection.WrongAudience, $"aud is {SafeText.QuoteAscii(string.Join(' ', audiences))}{audiences.Select(audience => LookAlike.TellAmong(audience, configured)).FirstOrDefault(told => told.Length > 0)}");
    }

    private static TokenFault? CheckClient(string? client, IReadOnlyList<string>? configured)
    {
        if (configured is null)
        {
            return null;
        }

        if (client is null)
        {
            return new(TokenRejection.MissingClaim, "no azp, and the issuer has a list of clients");
        }

        return Lists(configured, client) ? null : new(TokenRejection.WrongClient, $"azp is {SafeText.QuoteAscii(client)}{LookAlike.TellAmong(client, configured)}");
    }

    private static bool Lists(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return true;
            }
        }

        return false;
    }
}
