using System.Globalization;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary>The error object of RFC 6749, 5.2, with what every refusal here carries beside it.</summary>
internal static class OAuthErrorAnswer
{
    public static Task WriteAsync(HttpResponse response, IssueResult.Refused refused, OAuthError error)
    {
        response.StatusCode = OAuthErrors.StatusFor(error, refused.Refusal);
        response.Headers.Pragma = "no-cache";
        if (error == OAuthError.InvalidClient)
        {
            // RFC 6749, 5.2: the scheme that the client tried.
            response.Headers.WWWAuthenticate = "Basic realm=\"tokenbridge\"";
        }

        if (refused.Refusal.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return JsonAnswer.WriteAsync(response, (refused, error), static (json, state) =>
        {
            var (refusal, decisionId) = (state.refused.Refusal, state.refused.DecisionId);
            json.WriteString("error"u8, state.error.ToText());
            json.WriteString("error_description"u8, DescribableText.Of(refusal.TextFor(decisionId)));
            RefusalAnswer.WriteFacts(json, refusal, decisionId);
        });
    }
}
