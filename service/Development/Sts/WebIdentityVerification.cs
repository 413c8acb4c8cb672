using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Development.Sts;

/// <summary>Checks a web identity token as AWS STS does: provider, signature (RS and ES only), integer times, expiry, audience.</summary>
internal sealed class WebIdentityVerification(TimeProvider clock) : IDisposable
{
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];
    private static readonly JsonWebTokenHandler Handler = new();

    private readonly OidcProviderKeys _keys = new();

    /// <returns>The identity, or why AWS would not take the token.</returns>
    public async Task<(WebIdentity? Identity, QueryFault? Fault)> VerifyAsync(
        string token, IReadOnlyCollection<OidcProvider> providers, CancellationToken cancellationToken)
    {
        if (WebIdentity.DecodePayload(token) is not { } claims)
        {
            return (null, QueryFault.InvalidIdentityToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"));
        }

        var issuer = Text(claims, "iss");
        if (providers.FirstOrDefault(provider => provider.Issuer == issuer) is not { } provider)
        {
            return (null, QueryFault.InvalidIdentityToken($"No OpenIDConnect provider found in your account for {issuer}"));
        }

        var (keys, unreachable) = await _keys.FetchAsync(provider, cancellationToken);
        if (keys is null)
        {
            return (null, unreachable);
        }

        var fault = await CheckSignatureAsync(token.Trim(), provider, keys) ?? CheckTimes(claims);
        return fault is null ? Identify(claims, provider) : (null, fault);
    }

    public void Dispose() => _keys.Dispose();

    private static async Task<QueryFault?> CheckSignatureAsync(string token, OidcProvider provider, IReadOnlyList<SecurityKey> keys)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = false,
            // Their rules differ from AWS's: see CheckTimes and Identify.
            ValidateLifetime = false,
            ValidateAudience = false,
        });
        return result.IsValid ? null : QueryFault.InvalidIdentityToken(
            "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements");
    }

    private QueryFault? CheckTimes(JsonElement claims)
    {
        if (Seconds(claims, "iat") is null || Seconds(claims, "exp") is not { } expiry)
        {
            return QueryFault.InvalidIdentityToken("The token needs iat and exp, and they must be integers.");
        }

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return now < expiry ? null : new QueryFault(
            400, "ExpiredTokenException", $"Token expired: current date/time {now} must be before the expiration date/time {expiry}");
    }

    private static (WebIdentity? Identity, QueryFault? Fault) Identify(JsonElement claims, OidcProvider provider)
    {
        var audiences = Text(claims, "azp") is { } client ? [client] : Audiences(claims);
        if (audiences.FirstOrDefault(provider.ClientIds.Contains) is not { } audience)
        {
            return (null, QueryFault.InvalidIdentityToken("Incorrect token audience"));
        }

        return Text(claims, "sub") is { Length: > 0 } subject
            ? (new WebIdentity(provider.Issuer, subject, audience, claims), null)
            : (null, QueryFault.InvalidIdentityToken("The token has no sub."));
    }

    private static IEnumerable<string> Audiences(JsonElement claims) =>
        !claims.TryGetProperty("aud", out var audience) ? []
        : audience.ValueKind == JsonValueKind.Array
            ? audience.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()!)
            : Text(claims, "aud") is { } single ? [single] : [];

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Seconds(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) ? seconds : null;
}
