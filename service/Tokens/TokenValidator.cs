using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;

namespace TokenBridge.Tokens;

/// <summary>Who is calling? Verifies a Keycloak access token without asking Keycloak. RFC 7519, RFC 8725, RFC 9068.</summary>
/// <remarks>
/// The order: size; three canonical segments; header; payload as strict JSON; <c>iss</c>, which only chooses whose keys are asked; algorithm;
/// key; signature. Only then is any claim believed or spoken of: kind, times, revocation, audience, client, subject, memberships.
/// </remarks>
internal sealed class TokenValidator
{
    /// <summary>Characters.</summary>
    public const int MaxTokenLength = 16_384;

    private readonly FrozenDictionary<string, IssuerKeyRing> _issuers;
    private readonly ValidatedTokenCache _cache;
    private readonly TokenMetrics _metrics;
    private readonly TimeProvider _time;

    public TokenValidator(IEnumerable<IssuerKeyRing> issuers, ValidatedTokenCache cache, TokenMetrics metrics, TimeProvider time)
    {
        // By way of a dictionary that does not take one issuer twice.
        _issuers = issuers.ToDictionary(ring => ring.Options.Issuer, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        (_cache, _metrics, _time) = (cache, metrics, time);
    }

    /// <param name="token">Without scheme and surrounding white space.</param>
    /// <param name="cancellationToken">The caller's deadline: it bounds the wait for a new key and nothing else.</param>
    public ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        if (_cache.Find(token.Span, _time.GetUtcNow()) is not { } known)
        {
            return ValidateUnknownAsync(token, started, cancellationToken);
        }

        using var activity = TokenTelemetry.Source.StartActivity("validate token");
        Tell(activity, known, started, fromCache: true);
        return new(known);
    }

    private async ValueTask<TokenVerdict> ValidateUnknownAsync(ReadOnlyMemory<char> token, long started, CancellationToken cancellationToken)
    {
        using var activity = TokenTelemetry.Source.StartActivity("validate token");
        var verdict = await VerifyAsync(token, cancellationToken);
        Tell(activity, verdict, started, fromCache: false);
        return verdict;
    }

    private async ValueTask<TokenVerdict> VerifyAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken)
    {
        if (token.IsEmpty)
        {
            return new TokenVerdict.Rejected(TokenRejection.MissingToken, "no token");
        }

        if (token.Length > MaxTokenLength)
        {
            return new TokenVerdict.Rejected(TokenRejection.TokenTooLarge, $"{token.Length} characters, at most {MaxTokenLength} are accepted");
        }

        if (CompactToken.TryDecode(token.Span, out var compact) is { } shapeFault)
        {
            return Reject(shapeFault);
        }

        using var segments = compact;
        if (TokenHeader.TryRead(compact.Header, out var header) is { } headerFault)
        {
            return Reject(headerFault);
        }

        if (StrictJson.Parse(compact.Payload, out var payload) is { } jsonFault)
        {
            return new TokenVerdict.Rejected(TokenRejection.MalformedToken, $"payload: {jsonFault}");
        }

        if (FindIssuer(payload, out var ring) is { } issuerFault)
        {
            return Reject(issuerFault);
        }

        if (!ring!.Options.Algorithms.Contains(header.Algorithm.Name))
        {
            return Reject(new(TokenRejection.AlgorithmNotAllowed, $"alg {header.Algorithm.Name} is not configured for the issuer"), ring.Id);
        }

        return await ring.FindAsync(header.KeyId, cancellationToken) switch
        {
            KeyLookup.Found found => Verify(token.Span, compact, header, payload, ring, found),
            KeyLookup.Unknown unknown => Reject(new(TokenRejection.UnknownKey, unknown.Detail), ring.Id),
            KeyLookup.Unavailable unavailable => new TokenVerdict.KeysUnavailable(ring.Id, unavailable.Detail),
            _ => throw new UnreachableException(),
        };
    }

    private TokenVerdict Verify(
        ReadOnlySpan<char> token, CompactToken compact, TokenHeader header, JsonElement payload, IssuerKeyRing ring, KeyLookup.Found found)
    {
        if (found.Key.Algorithm != header.Algorithm.Name)
        {
            return Reject(new(TokenRejection.AlgorithmNotAllowed, $"alg {header.Algorithm.Name} with a key for {found.Key.Algorithm}"), ring.Id);
        }

        if (!found.Key.Verifies(compact.Buffer, compact.SigningInputLength, compact.Signature))
        {
            return Reject(new(TokenRejection.InvalidSignature, $"alg {header.Algorithm.Name}, kid {QuotedText.Of(found.Key.KeyId)}"), ring.Id);
        }

        var fault = ReadCaller(payload, ring.Options, found.Keys, out var caller, out var window);
        if (fault is { } claimFault)
        {
            return Reject(claimFault, ring.Id);
        }

        var accepted = new TokenVerdict.Accepted(caller!);
        _cache.Store(token, accepted, window, ring, found.Keys);
        return accepted;
    }

    private TokenFault? ReadCaller(JsonElement payload, IssuerOptions issuer, IssuerKeySet keys, out CallerIdentity? caller, out TokenWindow window)
    {
        (caller, window) = (null, default);
        if (AccessTokenClaims.CheckType(payload) is { } typeFault)
        {
            return typeFault;
        }

        if (TokenTimes.TryRead(payload, out var times) is { } shapeFault)
        {
            return shapeFault;
        }

        window = times.Window(issuer);
        return times.Check(issuer, keys.RevokedBefore, _time.GetUtcNow()) ?? AccessTokenClaims.TryRead(payload, issuer, times, out caller);
    }

    private TokenFault? FindIssuer(JsonElement payload, out IssuerKeyRing? ring)
    {
        ring = null;
        if (!payload.TryGetProperty("iss", out var iss) || iss.ValueKind is not JsonValueKind.String)
        {
            return new(TokenRejection.UnknownIssuer, "iss is no string");
        }

        var issuer = iss.GetString()!;
        return _issuers.TryGetValue(issuer, out ring) ? null : new(TokenRejection.UnknownIssuer, $"iss {QuotedText.Of(issuer)}");
    }

    private void Tell(Activity? activity, TokenVerdict verdict, long started, bool fromCache)
    {
        _metrics.Validated(verdict, started, fromCache);
        if (activity is null)
        {
            return;
        }

        var (issuer, outcome, reason) = TokenMetrics.Labels(verdict);
        activity.SetTag(TokenTelemetry.Issuer, issuer);
        activity.SetTag(TokenTelemetry.Outcome, outcome);
        activity.SetTag(TokenTelemetry.Reason, reason);
        activity.SetTag(TokenTelemetry.Cache, fromCache ? "hit" : "miss");
    }

    private static TokenVerdict.Rejected Reject(TokenFault fault, string? issuerId = null) => new(fault.Reason, fault.Detail, issuerId);
}
