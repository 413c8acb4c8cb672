using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Callers;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>Where one issuer's keys and not-before come from: discovery, then JWKS; and the realm's public document.</summary>
internal sealed class IssuerKeySource(IssuerOptions options, IssuerDocuments documents)
{
    private const string WellKnown = "/.well-known/openid-configuration";

    private readonly string _metadata = IssuerDocuments.Name(options.MetadataAddress);

    private readonly string _unlessAllowed = $" (TokenBridge:Issuers:{options.Id}:AllowHttp lets plain http pass, where nobody else can listen or answer in between)";

    /// <param name="previous">See <see cref="IssuerKeySet.Read"/>.</param>
    public async Task<Result<IssuerKeySet, string>> ReadKeysAsync(IssuerKeySet? previous)
    {
        if (!IssuerDocuments.IsAllowed(options.MetadataAddress, options.AllowHttp))
        {
            return $"{_metadata} is neither https nor http on loopback{_unlessAllowed}";
        }

        if (!(await documents.ReadAsync(options.MetadataAddress)).TryGet(out var discovery, out var discoveryFault))
        {
            return discoveryFault;
        }

        // OpenID Connect Discovery 4.3: a document of another issuer must not lend us its keys.
        if (Text(discovery, "issuer") != options.Issuer)
        {
            return $"{_metadata} is of issuer {SafeText.QuoteAscii(Text(discovery, "issuer") ?? "")}, not of {options.Issuer}{LookAlike.Tell(Text(discovery, "issuer") ?? "", options.Issuer)}";
        }

        if (!Uri.TryCreate(Text(discovery, "jwks_uri"), UriKind.Absolute, out var jwksAddress)
            || !IssuerDocuments.IsAllowed(jwksAddress, options.AllowHttp))
        {
            return $"{_metadata}: jwks_uri is neither https nor http on loopback{_unlessAllowed}";
        }

        if (!(await documents.ReadAsync(jwksAddress)).TryGet(out var jwks, out var jwksFault))
        {
            return jwksFault;
        }

        return IssuerKeySet.Read(jwks, options.Algorithms, previous).TryGet(out var keys, out var fault)
            ? keys
            : $"{IssuerDocuments.Name(jwksAddress)}: {fault}";
    }

    /// <summary>Keycloak's <c>tokens-not-before</c>, which anybody may read: <c>GET {base}/realms/{realm}</c>.</summary>
    /// <returns>Seconds since 1970.</returns>
    public async Task<Result<long, string>> ReadNotBeforeAsync()
    {
        var metadata = options.MetadataAddress.GetLeftPart(UriPartial.Path);
        if (!IssuerDocuments.IsAllowed(options.MetadataAddress, options.AllowHttp) || !metadata.EndsWith(WellKnown, StringComparison.Ordinal))
        {
            return $"{_metadata} does not tell where the realm's document is";
        }

        var realm = new Uri(metadata[..^WellKnown.Length]);
        if (!(await documents.ReadAsync(realm)).TryGet(out var document, out var fault))
        {
            return fault;
        }

        return document.TryGetProperty("tokens-not-before", out var value) && TokenTimes.TryGetSeconds(value, out var seconds)
            ? seconds
            : $"{IssuerDocuments.Name(realm)}: tokens-not-before is no integer of seconds";
    }

    private static string? Text(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
