using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Discovery;

internal sealed class GetOpenIdConfigurationSummary : WireSummary<GetOpenIdConfiguration>
{
    public GetOpenIdConfigurationSummary()
    {
        Summary = "The service as an OIDC issuer, for AWS.";
        Answer(200, "OpenID Connect Discovery 1.0.", WireBody.Json(new OpenIdConfiguration(
            "https://bridge.example", "https://bridge.example/.well-known/jwks.json", ["id_token"], ["public"], ["RS256"], ["iss", "sub"])));
    }
}

internal sealed class GetKeysSummary : WireSummary<GetKeys>
{
    public GetKeysSummary()
    {
        Summary = "The public key that the service signs web identity tokens with.";
        Answer(200, "RFC 7517.", WireBody.Json(new KeySet([new PublicKey("k1", "RSA", "RS256", "sig", "…", "AQAB", "P-256", "…", "…", ["…"])])));
    }
}
