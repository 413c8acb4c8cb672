using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.WebIdentity;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Discovery;

/// <summary>
/// The service as an OIDC issuer for strategy WebIdentity: discovery (OpenID Connect Discovery 1.0, 4) below the issuer's path. STS reads it while
/// its own call is under way, so it waits for nothing.
/// </summary>
internal sealed class GetOpenIdConfiguration(WebIdentityOptions options, WebIdentityKey key) : WireEndpoint
{
    protected override WireRoute Route =>
        WireRoute.Get($"{options.Issuer.AbsolutePath.TrimEnd('/')}/.well-known/openid-configuration", "GetOpenIdConfiguration", "web identity");

    protected override Task AnswerAsync(HttpContext http) => JsonAnswer.WriteAsync(
        http.Response,
        new OpenIdConfiguration(
            options.IssuerText,
            $"{options.IssuerText}/.well-known/jwks.json",
            ["id_token"],
            ["public"],
            [key.SigningCredentials.Algorithm],
            ["iss", "sub", "aud", "iat", "exp", "jti"]),
        WireJson.Default.OpenIdConfiguration);
}
