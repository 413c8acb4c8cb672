using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Host.Tokens.Reading;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Tokens;

/// <summary>Who is calling? Verifies a Keycloak access token without asking Keycloak. RFC 7519, RFC 8725, RFC 9068.</summary>
/// <remarks>
/// The order: size; three canonical segments; header; payload as strict JSON; <c>iss</c>, which only chooses whose keys are asked; algorithm;
/// key; signature. Only then is any claim believed or spoken of: kind, times, revocation, audience, client, subject, memberships.
/// </remarks>
internal sealed class TokenValidator
{
    private readonly FrozenDictionary<string, IssuerKeyRing> _issuers;
    private readonly ValidatedTokenCache _cache;
    private readonly KnownHeaders _headers = new();
    private readonly TokenLimit _limit;
    private readonly TokenMetrics _metrics;
    private readonly TimeProvider _time;

    public TokenValidator(IEnumerable<IssuerKeyRing> issuers, ValidatedTokenCache cache, TokenLimit limit, TokenMetrics metrics, TimeProvider time)
    {
        // By way of a dictionary that does not take one issuer twice.
        _issuers = issuers.ToDictionary(ring => ring.Options.Issuer, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        (_cache, _limit, _metrics, _time) = (cache, limit, metrics, time);
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

        if (token.Length > _limit.Characters)
        {
            return new TokenVerdict.Rejected(TokenRejection.TokenTooLarge, $"{token.Length} characters, at most {_limit.Characters} are accepted")
            {
                // Of a whole answer the token alone may fit.
                Advice = TokenLooks.Of(token.Span) is TokenAdvice.WholeAnswer ? TokenAdvice.WholeAnswer : TokenAdvice.None,
            };
        }

        if (!CompactToken.Decode(token.Span).TryGet(out var compact, out var shapeFault))
        {
            return Reject(TokenFault.Malformed(shapeFault)) with { Advice = TokenLooks.Of(token.Span) };
        }

        using var segments = compact;
        if (!_headers.Read(compact.Header).TryGet(out var header, out var headerFault))
        {
            return Reject(AccessTokenClaims.PreferType(headerFault, compact.Payload));
        }

        if (!StrictJson.Parse(compact.Payload).TryGet(out var payload, out var jsonFault))
        {
            return Reject(TokenFault.Malformed($"payload: {jsonFault}"));
        }

        if (!FindIssuer(payload).TryGet(out var ring, out var issuerFault))
        {
            return Reject(issuerFault);
        }

        if (!ring.Options.Algorithms.Contains(header.Algorithm.Name))
        {
            var fault = new TokenFault(TokenRejection.AlgorithmNotAllowed, $"alg {header.Algorithm.Name} is not configured for the issuer");
            return Reject(AccessTokenClaims.PreferType(fault, compact.Payload), ring.Id);
        }

        var lookup = await ring.FindAsync(header.KeyId, cancellationToken);
        return lookup.Match<(TokenValidator Self, ReadOnlyMemory<char> Token, CompactToken Compact, TokenHeader Header, JsonElement Payload, IssuerKeyRing Ring), TokenVerdict>(
            (this, token, compact, header, payload, ring),
            found: static (read, found) => read.Self.Verify(read.Token.Span, read.Compact, read.Header, read.Payload, read.Ring, found),
            unknown: static (read, unknown) => Reject(new(TokenRejection.UnknownKey, unknown.Detail), read.Ring.Id) with
            {
                Advice = unknown.MayCome ? TokenAdvice.KeyMayCome : TokenAdvice.None,
            },
            unavailable: static (read, unavailable) => new TokenVerdict.KeysUnavailable(read.Ring.Id, unavailable.Detail));
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
            return Reject(new(TokenRejection.InvalidSignature, $"alg {header.Algorithm.Name}, kid {SafeText.QuoteAscii(found.Key.KeyId)}"), ring.Id);
        }

        _headers.Keep(compact.Header, header);
        if (!Believe(payload, ring.Options, found.Keys.RevokedBefore).TryGet(out var believed, out var fault))
        {
            return Reject(fault, ring.Id, TokenSigner.Of(payload, ring.Options.Issuer));
        }

        var accepted = new TokenVerdict.Accepted(believed.Caller);
        _cache.Store(token, accepted, believed.Times.Window(ring.Options), ring, found.Keys);
        return accepted;
    }

    /// <summary>The caller of a payload whose signature was verified.</summary>
    private Result<(CallerIdentity Caller, TokenTimes Times), TokenFault> Believe(JsonElement payload, IssuerOptions issuer, long revokedBefore)
    {
        if (AccessTokenClaims.CheckType(payload) is { } typeFault)
        {
            return typeFault;
        }

        if (!TokenTimes.Read(payload).TryGet(out var times, out var timesFault))
        {
            return TokenFault.Of(timesFault);
        }

        if (times.Check(issuer, revokedBefore, _time.GetUtcNow()) is { } timeFault)
        {
            return timeFault;
        }

        return AccessTokenClaims.Read(payload, issuer, times).TryGet(out var caller, out var claimFault) ? (caller, times) : claimFault;
    }

    private Result<IssuerKeyRing, TokenFault> FindIssuer(JsonElement payload)
    {
        if (!payload.TryGetProperty("iss", out var iss) || iss.ValueKind is not JsonValueKind.String)
        {
            return new TokenFault(TokenRejection.UnknownIssuer, "iss is no string");
        }

        var issuer = iss.GetString()!;
        return _issuers.TryGetValue(issuer, out var ring) ? ring : new TokenFault(
            TokenRejection.UnknownIssuer, $"iss {SafeText.QuoteAscii(issuer)}{LookAlike.TellAmong(issuer, _issuers.Keys)}");
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

    private static TokenVerdict.Rejected Reject(TokenFault fault, string? issuerId = null, TokenSigner? signer = null) =>
        new(fault.Reason, fault.Detail, issuerId, signer);
}
