using System.Text.Json;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Callers;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>Where one issuer's keys and not-before come from: discovery, then JWKS; and the realm's public document.</summary>
internal sealed class IssuerKeySource(IssuerOptions options, IssuerDocuments documents)
{
    private const string WellKnown = "/.well-known/openid-configuration";

    private readonly string _metadata = IssuerDocuments.Name(options.MetadataAddress);

    /// <param name="previous">See <see cref="IssuerKeySet.TryRead"/>.</param>
    public async Task<(IssuerKeySet? Keys, string? Fault)> ReadKeysAsync(IssuerKeySet? previous)
    {
        if (!IssuerDocuments.IsAllowed(options.MetadataAddress, options.AllowHttp))
        {
            return (null, $"{_metadata} is neither https nor http on loopback");
        }

        var (discovery, discoveryFault) = await documents.ReadAsync(options.MetadataAddress);
        if (discoveryFault is not null)
        {
            return (null, discoveryFault);
        }

        // OpenID Connect Discovery 4.3: a document of another issuer must not lend us its keys.
        if (Text(discovery, "issuer") != options.Issuer)
        {
            return (null, $"{_metadata} is of issuer {SafeText.QuoteAscii(Text(discovery, "issuer") ?? "")}, not of {options.Issuer}");
        }

        if (!Uri.TryCreate(Text(discovery, "jwks_uri"), UriKind.Absolute, out var jwksAddress)
            || !IssuerDocuments.IsAllowed(jwksAddress, options.AllowHttp))
        {
            return (null, $"{_metadata}: jwks_uri is neither https nor http on loopback");
        }

        var (jwks, jwksFault) = await documents.ReadAsync(jwksAddress);
        if (jwksFault is not null)
        {
            return (null, jwksFault);
        }

        return IssuerKeySet.TryRead(jwks, options.Algorithms, previous, out var keys) is { } fault
            ? (null, $"{IssuerDocuments.Name(jwksAddress)}: {fault}")
            : (keys, null);
    }

    /// <summary>Keycloak's <c>tokens-not-before</c>, which anybody may read: <c>GET {base}/realms/{realm}</c>.</summary>
    public async Task<(long Seconds, string? Fault)> ReadNotBeforeAsync()
    {
        var metadata = options.MetadataAddress.GetLeftPart(UriPartial.Path);
        if (!IssuerDocuments.IsAllowed(options.MetadataAddress, options.AllowHttp) || !metadata.EndsWith(WellKnown, StringComparison.Ordinal))
        {
            return (0, $"{_metadata} does not tell where the realm's document is");
        }

        var realm = new Uri(metadata[..^WellKnown.Length]);
        var (document, fault) = await documents.ReadAsync(realm);
        if (fault is not null)
        {
            return (0, fault);
        }

        return document.TryGetProperty("tokens-not-before", out var value) && TokenTimes.TryGetSeconds(value, out var seconds)
            ? (seconds, null)
            : (0, $"{IssuerDocuments.Name(realm)}: tokens-not-before is no integer of seconds");
    }

    private static string? Text(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
