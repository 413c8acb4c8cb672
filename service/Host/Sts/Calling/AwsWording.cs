using Amazon.Runtime;
using Amazon.SecurityToken;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>
/// What AWS and its SDK say in English only, without a code or a type of its own. Nobody has promised these words: a test holds each against a
/// recorded answer of AWS, read by the SDK in use.
/// </summary>
internal static class AwsWording
{
    private const string ValidationError = "ValidationError";

    /// <summary>Other messages with this code quote values of the request, which callers may have a say in: the beginning decides.</summary>
    public static DurationLimit? RefusedLength(string code, string said) =>
        code != ValidationError || !said.StartsWith("The requested DurationSeconds exceeds", StringComparison.Ordinal) ? null
        : said.Contains("MaxSessionDuration", StringComparison.Ordinal) ? DurationLimit.RoleMaximum
        : said.Contains("role chaining", StringComparison.Ordinal) ? DurationLimit.RoleChaining
        : null;

    /// <summary>AWS has two words for keys that it cannot fetch: an outage of the moment, and a token that it will not take.</summary>
    public static bool IsUnreadKey(string code, string said) =>
        code is "InvalidIdentityToken" or "InvalidIdentityTokenException" && said.Contains("retrieve verification key", StringComparison.OrdinalIgnoreCase);

    public static bool IsExplicitDeny(string said) => said.Contains("explicit deny", StringComparison.OrdinalIgnoreCase);

    /// <returns>The ARN of who signed, as AWS names it when it refuses; null where it names nobody.</returns>
    public static string? Signer(string said)
    {
        const string Start = "User: ";
        var from = said.IndexOf(Start, StringComparison.Ordinal);
        return from < 0 ? null : said[(from + Start.Length)..].Split(' ', 2)[0];
    }

    /// <summary>
    /// The SDK has no type of its own for "no credentials found". Without an identity for Signature V4 it turns to V4a, whose signer is not
    /// installed here; and the metadata service's failure looks like an answer.
    /// </summary>
    public static bool IsMissingIdentity(Exception failure) =>
        failure is AWSCommonRuntimeException
        || (failure is not AmazonSecurityTokenServiceException && ForeignText.Said(failure).Contains("credentials", StringComparison.OrdinalIgnoreCase));
}
