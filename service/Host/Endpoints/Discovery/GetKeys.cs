using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.WebIdentity;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Discovery;

/// <summary>The key that the service signs web identity tokens with, as JWKS below the issuer's path.</summary>
internal sealed class GetKeys(WebIdentityOptions options, WebIdentityKey key) : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Get($"{options.Issuer.AbsolutePath.TrimEnd('/')}/.well-known/jwks.json", "GetKeys", "web identity");

    protected override Task AnswerAsync(HttpContext http)
    {
        var shown = key.PublicKey;
        return JsonAnswer.WriteAsync(
            http.Response,
            new KeySet([new PublicKey(shown.Kid, shown.Kty, shown.Alg, shown.Use, shown.N, shown.E, shown.Crv, shown.X, shown.Y, [.. shown.X5c])]),
            WireJson.Default.KeySet);
    }
}
