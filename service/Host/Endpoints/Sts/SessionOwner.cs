using System.Security.Cryptography;
using System.Text;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Loopback;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Host.Endpoints.Sts;

/// <summary>
/// Which of the issued sessions signed a request (SigV4). Whoever does not hold a session's token learns nothing of it, not even whether it
/// exists: an unknown key and a wrong token are one answer, and take one comparison.
/// </summary>
internal sealed class SessionOwner(IssuedSessions sessions, TimeProvider time)
{
    private const string TokenHeader = "x-amz-security-token";
    private const string AskAws = " TokenBridge knows only sessions that this process issued; for others ask AWS itself: unset AWS_ENDPOINT_URL_STS for this call.";

    /// <summary>As AWS has it, either way.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);

    private static readonly QueryFault Unsigned = new(403, "MissingAuthenticationToken", "Request is missing Authentication Token: sign it (SigV4) with the session's credentials." + AskAws);
    private static readonly QueryFault Incomplete = new(400, "IncompleteSignature", "Authorization must be one AWS4-HMAC-SHA256 signature for sts, over host, x-amz-date and x-amz-security-token." + AskAws);
    private static readonly QueryFault Unknown = new(403, "InvalidClientTokenId", "The security token included in the request is invalid." + AskAws);
    private static readonly QueryFault Mismatch = new(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check the secret key, and that no proxy changes Host." + AskAws);
    private static readonly QueryFault Stale = new(403, "SignatureDoesNotMatch", "Signature expired: x-amz-date is more than 15 minutes from the clock here; set yours." + AskAws);
    private static readonly QueryFault Expired = new(403, "ExpiredToken", "The security token included in the request is expired: get new credentials.");

    /// <returns>The session, or why the request is nobody's.</returns>
    public Result<AwsCredentials, QueryFault> Find(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var authorization = request.Headers.Authorization;
        if (authorization.Count == 0)
        {
            return Unsigned;
        }

        if (authorization is not [{ } header] || RequestSignature.Parse(header) is not { } signature)
        {
            return Incomplete;
        }

        var session = sessions.Find(signature.AccessKeyId);
        if (!Holds(request, session) || session is null)
        {
            return Unknown;
        }

        var signed = request.AsSigned();
        var now = time.GetUtcNow();
        return !signature.Covers(TokenHeader) || request.Headers["x-amz-date"].Count != 1 ? Incomplete
            : !signature.IsOf(signed, body, session.SecretAccessKey) ? Mismatch
            : RequestSignature.Age(signed, now) is not { } age || age > MaxAge ? Stale
            : session.Expiration <= now ? Expired
            : session;
    }

    /// <summary>Digests, so that not even the token's length can be timed.</summary>
    private static bool Holds(HttpRequest request, AwsCredentials? session) =>
        CryptographicOperations.FixedTimeEquals(Digest(request.Headers[TokenHeader].ToString()), Digest(session?.SessionToken ?? ""));

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
