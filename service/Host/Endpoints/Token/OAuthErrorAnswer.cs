using System.Globalization;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary>The error object of RFC 6749, 5.2, with what every refusal here carries beside it.</summary>
internal static class OAuthErrorAnswer
{
    public static Task WriteAsync(HttpResponse response, IssueResult.Refused refused, OAuthError error)
    {
        response.StatusCode = OAuthErrors.StatusFor(error, refused.Refusal);
        response.Headers.Pragma = "no-cache";
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            // RFC 6749, 5.2: the scheme that the client tried.
            response.Headers.WWWAuthenticate = "Basic realm=\"tokenbridge\"";
        }

        if (refused.Refusal.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var (refusal, decisionId) = (refused.Refusal, refused.DecisionId);
        return JsonAnswer.WriteAsync(
            response,
            new OAuthErrorBody(
                error.ToText(),
                DescribableText.Of(refusal.TextFor(decisionId)),
                refusal.Reason,
                decisionId,
                refusal.StepUp?.AcrValues,
                refusal.StepUp?.MaxAgeSeconds,
                refusal.Roles.Count > 0 ? refusal.Roles : null),
            WireJson.Default.OAuthErrorBody);
    }
}
