using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Xml;
using Amazon.Runtime;
using Amazon.SecurityToken;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>
/// Which <see cref="StsFailure"/> an AWS error is, and what the operator has to change. Codes: AWS STS API reference, "Common errors".
/// </summary>
internal sealed class StsFault(StsOptions options, WebIdentityOptions? own)
{
    /// <summary>Of AWS's text, in UTF-16 units.</summary>
    private const int LongestMessage = 500;

    private const string UnreadKeys =
        "AWS cannot read the keys of the issuer that vouches for you, so it gives nothing; ask the platform team to look the decision up in the audit log.";

    /// <returns>Null for what is no outage and no refusal: a bug, which must surface as one.</returns>
    public StsOutcome.Failed? Classify(Exception failure, StsRequest request, CancellationToken ended) => failure switch
    {
        // The attempt's own limit: Polly turns this into its timeout.
        OperationCanceledException when ended.IsCancellationRequested => null,
        AmazonSecurityTokenServiceException refusal when HasAnswer(refusal) => FromAnswer(refusal, request),
        _ when IsTooLong(failure) => Failed(StsFailure.StsUnexpectedAnswer, $"the answer of STS is longer than {StsTransport.MostBytes} bytes", null),

        // The SDK lets what its XML and date readers throw pass through as it is.
        AmazonUnmarshallingException or XmlException or FormatException or OverflowException =>
            Failed(StsFailure.StsUnexpectedAnswer, $"the answer of STS cannot be read: {failure.GetType().Name}", null),
        AmazonServiceException or AmazonClientException when request.Strategy == SessionStrategy.AssumeRole && AwsWording.IsMissingIdentity(failure) => Failed(
            StsFailure.ServiceCredentials,
            "the AWS SDK's default chain found no credentials for the service; give it a role (IRSA, Pod Identity, instance profile) or AWS_* variables",
            null),
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException or TimeoutException =>
            Failed(StsFailure.StsUnavailable, $"STS cannot be reached: {Cause(Innermost(failure))}", null),
        _ => null,
    };

    private StsOutcome.Failed FromAnswer(AmazonSecurityTokenServiceException refusal, StsRequest request)
    {
        var code = refusal.ErrorCode ?? "";
        var kind = Kind(code, refusal.StatusCode, request.Strategy);
        // Secrets first: of one that is cut off somewhere, the rest could not be found.
        var said = SafeText.Cut(WithheldSecrets.In(ForeignText.Said(refusal)), LongestMessage);
        var remedy = kind == StsFailure.ServiceCredentials ? OwnRemedy(request.Strategy)
            : kind == StsFailure.StsRefused && HasPlus(request) ? $"; the session is called {request.Grant.SessionName}, and Ceph RGW takes no + in session names: make rule {request.Grant.RuleId}'s session_name of something without one, such as sub"
            : Remedy(code, said, request);
        return Failed(kind, $"STS answered {(int)refusal.StatusCode} {code}: {said}{remedy}", refusal.RequestId) with
        {
            TooLong = AwsWording.RefusedLength(code, said),
            CallerText = CannotReadKeys(code, said) ? UnreadKeys : null,
        };
    }

    private static StsFailure Kind(string code, HttpStatusCode status, SessionStrategy strategy) => code switch
    {
        // STS throttles with HTTP 400; that is not the caller's fault.
        "Throttling" or "ThrottlingException" or "ThrottledException" or "RequestThrottled" or "RequestThrottledException"
            or "TooManyRequestsException" or "RequestLimitExceeded" or "SlowDown" or "PriorRequestNotComplete" => StsFailure.StsThrottled,
        "IDPCommunicationError" or "IDPCommunicationErrorException" or "InternalFailure" or "InternalError" or "ServiceUnavailable"
            or "RequestTimeout" or "RequestTimeoutException" => StsFailure.StsUnavailable,
        "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "UnrecognizedClientException" or "SignatureDoesNotMatch"
            or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" or "IncompleteSignature" or "InvalidAccessKeyId"
            or "RequestExpired" or "AuthFailure" or "OptInRequired" or "InvalidSignatureException"
            when strategy == SessionStrategy.AssumeRole => StsFailure.ServiceCredentials,
        "ExpiredTokenException" when strategy == SessionStrategy.WebIdentity => StsFailure.ServiceCredentials,
        _ when status == HttpStatusCode.TooManyRequests => StsFailure.StsThrottled,
        _ when (int)status >= 500 => StsFailure.StsUnavailable,

        // A redirect, or a proxy's own page: AWS has not refused anything.
        _ when (int)status < 400 || code.Length == 0 => StsFailure.StsUnexpectedAnswer,
        _ => StsFailure.StsRefused,
    };

    private static string OwnRemedy(SessionStrategy strategy) => strategy == SessionStrategy.WebIdentity
        ? "; the service signed this token a moment ago: its clock and AWS's differ"
        : "; the service's own AWS credentials are refused: check its role or AWS_* variables";

    private string Remedy(string code, string said, StsRequest request) => code switch
    {
        "AccessDenied" or "AccessDeniedException" when AwsWording.IsExplicitDeny(said) =>
            "; a policy denies it by name (service or resource control policy, permissions boundary, or the role's own): an Allow more does not help",
        "AccessDenied" or "AccessDeniedException" =>
            $"; unless it is there already, the trust policy of {request.Grant.Role} needs {TrustStatement.For(request, said, own, request.Grant.ExternalId ?? options.ExternalId)}{Across(request.Strategy)}",
        "PackedPolicyTooLarge" => $"; rule {request.Grant.RuleId} sends more tags and session policy than AWS packs into a session: shorten values or drop some",
        "ValidationError" when AwsWording.RefusedLength(code, said) is not null => $"; give rule {request.Grant.RuleId} a shorter duration, or the role a longer MaxSessionDuration",
        "ValidationError" => $"; a value of rule {request.Grant.RuleId} is none that AWS takes",
        "MalformedPolicyDocument" or "MalformedPolicyDocumentException" => $"; fix the session policy of rule {request.Grant.RuleId}",
        "ExpiredTokenException" => "; the caller's token is over for AWS: the clocks of Keycloak, AWS and the service differ, or it was on its last second",
        _ when CannotReadKeys(code, said) => $"; AWS could not read {KeyDocument(request.Strategy)} and the keys that it names: both must be reachable from the internet, "
            + "by https, with a certificate that AWS trusts, and without a login",
        "InvalidIdentityToken" or "InvalidIdentityTokenException" => "; check the IAM OIDC provider: its URL must be the token's iss to the letter, its client ids must hold aud (azp where the token has one)",
        "RegionDisabledException" => $"; activate STS in {options.RegionFor(request.Grant)} for that account, or name a region where it is active (TokenBridge:Sts:Region, or region: in the rule)",
        _ => "",
    };

    private static bool CannotReadKeys(string code, string said) =>
        code is "IDPCommunicationError" or "IDPCommunicationErrorException" || AwsWording.IsUnreadKey(code, said);

    private string KeyDocument(SessionStrategy strategy) => strategy == SessionStrategy.WebIdentity && own is not null
        ? $"{own.IssuerText}/.well-known/openid-configuration"
        : "/.well-known/openid-configuration below the issuer of the caller's realm";

    /// <summary>AWS takes it.</summary>
    private bool HasPlus(StsRequest request) => options.Endpoint is not null && request.Grant.SessionName.Contains('+', StringComparison.Ordinal);

    private static string Across(SessionStrategy strategy) =>
        strategy == SessionStrategy.AssumeRole ? ", and the identity policy of that principal must allow the same actions on the role where it is of another account" : "";

    private static bool HasAnswer(AmazonSecurityTokenServiceException refusal) =>
        refusal.StatusCode != default(HttpStatusCode) && refusal.InnerException is not HttpRequestException;

    private static bool IsTooLong(Exception failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
        || (failure.InnerException is { } inner && IsTooLong(inner));

    private static Exception Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }

    /// <summary>Of the others the name alone says enough, and the text may quote the request.</summary>
    private static string Cause(Exception failure) => failure switch
    {
        SocketException socket => $"{nameof(SocketException)} {socket.SocketErrorCode}",
        HttpRequestException or AuthenticationException => $"{failure.GetType().Name}: {SafeText.Cut(WithheldSecrets.In(ForeignText.Of(failure)), LongestMessage)}",
        _ => failure.GetType().Name,
    };

    private static StsOutcome.Failed Failed(StsFailure kind, string detail, string? requestId) => new(kind, detail, requestId);
}
