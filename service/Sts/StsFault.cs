using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace TokenBridge.Sts;

/// <summary>
/// Which <see cref="StsFailure"/> an AWS error is, and what the operator has to change. Codes: AWS STS API reference, "Common errors".
/// </summary>
internal static class StsFault
{
    /// <returns>Null for what is no outage and no refusal: a bug, which must surface as one.</returns>
    public static StsOutcome.Failed? Classify(Exception failure, StsStrategy strategy, CancellationToken ended) => failure switch
    {
        // The attempt's own limit: Polly turns this into its timeout.
        OperationCanceledException when ended.IsCancellationRequested => null,
        AmazonSecurityTokenServiceException refusal when HasAnswer(refusal) => FromAnswer(refusal, strategy),
        _ when IsTooLong(failure) => Failed(StsFailure.StsUnexpectedAnswer, $"the answer of STS is longer than {StsTransport.MostBytes} bytes", null),

        // The SDK lets what its XML and date readers throw pass through as it is.
        AmazonUnmarshallingException or XmlException or FormatException or OverflowException =>
            Failed(StsFailure.StsUnexpectedAnswer, $"the answer of STS cannot be read: {failure.GetType().Name}", null),
        AmazonServiceException or AmazonClientException when strategy == StsStrategy.AssumeRole && IsMissingIdentity(failure) => Failed(
            StsFailure.ServiceCredentials,
            "the AWS SDK's default chain found no credentials for the service; give it a role (IRSA, Pod Identity, instance profile) or AWS_* variables",
            null),
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException or TimeoutException =>
            Failed(StsFailure.StsUnavailable, $"STS cannot be reached: {Innermost(failure).GetType().Name}", null),
        _ => null,
    };

    private static StsOutcome.Failed FromAnswer(AmazonSecurityTokenServiceException refusal, StsStrategy strategy)
    {
        var kind = Kind(refusal.ErrorCode ?? "", refusal.StatusCode, strategy);
        return Failed(kind, $"STS answered {(int)refusal.StatusCode} {refusal.ErrorCode}: {Bounded(refusal.Message)}{Mend(refusal, kind)}", refusal.RequestId);
    }

    private static StsFailure Kind(string code, HttpStatusCode status, StsStrategy strategy) => code switch
    {
        // STS throttles with HTTP 400; that is not the caller's fault.
        "Throttling" or "ThrottlingException" or "ThrottledException" or "RequestThrottled" or "RequestThrottledException"
            or "TooManyRequestsException" or "RequestLimitExceeded" or "SlowDown" or "PriorRequestNotComplete" => StsFailure.StsThrottled,
        "IDPCommunicationError" or "IDPCommunicationErrorException" or "InternalFailure" or "InternalError" or "ServiceUnavailable"
            or "RequestTimeout" or "RequestTimeoutException" => StsFailure.StsUnavailable,
        "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "UnrecognizedClientException" or "SignatureDoesNotMatch"
            or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" or "IncompleteSignature" or "InvalidAccessKeyId"
            or "RequestExpired" or "AuthFailure" or "OptInRequired" or "InvalidSignatureException"
            when strategy == StsStrategy.AssumeRole => StsFailure.ServiceCredentials,
        _ when status == HttpStatusCode.TooManyRequests => StsFailure.StsThrottled,
        _ when (int)status >= 500 => StsFailure.StsUnavailable,

        // A redirect, or a proxy's own page: AWS has not refused anything.
        _ when (int)status < 400 || code.Length == 0 => StsFailure.StsUnexpectedAnswer,
        _ => StsFailure.StsRefused,
    };

    private static string Mend(AmazonSecurityTokenServiceException refusal, StsFailure kind) => (refusal.ErrorCode, kind) switch
    {
        (_, StsFailure.ServiceCredentials) => "; the service's own AWS credentials are refused: check its role or AWS_* variables",
        ("AccessDenied", _) => "; the role's trust policy must let TokenBridge do the call and, where the grant has them, sts:TagSession and sts:SetSourceIdentity",
        ("PackedPolicyTooLarge", _) => "; the rule's tags are too large together: shorten values or drop some",
        ("ValidationError", _) => "; hold the rule's duration against the role's MaxEffectiveDuration, and one hour where roles are chained",
        ("InvalidIdentityToken", _) => "; check the IAM OIDC provider: its URL must be the token's iss to the letter, its client ids must hold aud",
        ("RegionDisabledException", _) => "; activate STS in this region or set TokenBridge:Sts:Region to one where it is",
        _ => "",
    };

    private static bool HasAnswer(AmazonSecurityTokenServiceException refusal) =>
        refusal.StatusCode != default(HttpStatusCode) && refusal.InnerException is not HttpRequestException;

    /// <summary>
    /// The SDK has no type of its own for "no credentials found". Without an identity for Signature V4 it turns to V4a, whose signer is not
    /// installed here; and the metadata service's failure looks like an answer.
    /// </summary>
    private static bool IsMissingIdentity(Exception failure) =>
        failure is AWSCommonRuntimeException
        || (failure is not AmazonSecurityTokenServiceException && failure.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase));

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

    private static StsOutcome.Failed Failed(StsFailure kind, string detail, string? requestId) => new(kind, detail, requestId);

    private static string Bounded(string text) => WithoutTokens(text.Length <= 500 ? text : text[..500]);

    /// <summary>Servers quote what they refuse; a JWT begins with the base64url of <c>{"</c>.</summary>
    private static string WithoutTokens(string text)
    {
        const string Start = "eyJ";
        while (text.IndexOf(Start, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = start + Start.Length;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.'))
            {
                end++;
            }

            text = string.Concat(text.AsSpan(0, start), "(token withheld)", text.AsSpan(end));
        }

        return text;
    }
}
