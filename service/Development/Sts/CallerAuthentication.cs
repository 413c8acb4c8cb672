using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using TokenBridge.Loopback;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Development.Sts;

/// <summary>Who signed a request: the principals that the embedded STS knows, found by their access key id.</summary>
internal sealed class CallerAuthentication(TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);
    private static readonly QueryFault UnknownKey = new(403, "InvalidClientTokenId", "The security token included in the request is invalid.");

    private readonly ConcurrentDictionary<string, StsPrincipal> _principals = new(StringComparer.Ordinal);

    public StsPrincipal Add(StsPrincipal principal) => _principals[principal.AccessKeyId] = principal;

    /// <returns>The principal, or why the request is nobody's.</returns>
    public (StsPrincipal? Caller, QueryFault? Fault) Authenticate(HttpRequest request, ReadOnlySpan<byte> body)
    {
        string authorization = request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
        {
            return (null, new QueryFault(403, "MissingAuthenticationToken", "Request is missing Authentication Token"));
        }

        if (RequestSignature.Parse(authorization) is not { } signature)
        {
            return (null, new QueryFault(400, "IncompleteSignature", "Authorization header requires Credential, SignedHeaders and Signature for sts."));
        }

        if (!_principals.TryGetValue(signature.AccessKeyId, out var caller)
            || (caller.SessionToken ?? "") != request.Headers["x-amz-security-token"].ToString())
        {
            return (null, UnknownKey);
        }

        if (caller.Expiration <= clock.GetUtcNow())
        {
            return (null, new QueryFault(403, "ExpiredToken", "The security token included in the request is expired"));
        }

        var signed = request.AsSigned();

        // SDKs sign by the machine's clock, which no test owns.
        if (RequestSignature.Age(signed, TimeProvider.System.GetUtcNow()) is not { } age || age > MaxAge)
        {
            return (null, new QueryFault(403, "SignatureDoesNotMatch", "Signature expired: it is more than 15 minutes from now."));
        }

        return signature.IsOf(signed, body, caller.SecretAccessKey)
            ? (caller, null)
            : (null, new QueryFault(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided."
                + " Check your AWS Secret Access Key and signing method. Consult the service documentation for details."));
    }
}
