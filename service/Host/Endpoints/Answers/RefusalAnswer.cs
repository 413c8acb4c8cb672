using System.Globalization;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>
/// A refusal as the resource-style routes send it: a body that every AWS SDK can read (Go and Java want <c>code</c> and <c>message</c>,
/// JavaScript <c>Code</c> and <c>Message</c>), and the challenge of RFC 6750 and RFC 9470.
/// </summary>
internal static class RefusalAnswer
{
    /// <summary>For what ends before an exchange begins, and so leaves no audit record.</summary>
    public static Task WriteAsync(HttpContext http, Refusal refusal) =>
        WriteAsync(http.Response, refusal, http.RequestServices.GetRequiredService<DecisionId>().Next());

    public static Task WriteAsync(HttpResponse response, Refusal refusal, string decisionId)
    {
        WriteHead(response, refusal);
        return JsonAnswer.WriteAsync(response, Body(refusal, decisionId), WireJson.Default.RefusalBody);
    }

    /// <summary>
    /// The same JSON, harmless where <c>eval "$(curl …)"</c> runs it: texts of rules and of the request stand in it, and a shell would
    /// expand <c>$(…)</c> even between double quotes.
    /// </summary>
    public static Task WriteForShellAsync(HttpResponse response, Refusal refusal, string decisionId)
    {
        WriteHead(response, refusal);
        return JsonAnswer.WriteForShellAsync(response, Body(refusal, decisionId), WireJson.Default.RefusalBody);
    }

    private static void WriteHead(HttpResponse response, Refusal refusal)
    {
        response.StatusCode = refusal.Status;
        if (refusal.Status is StatusCodes.Status401Unauthorized || refusal.ChallengeError is not null)
        {
            response.Headers.WWWAuthenticate = Challenge(refusal);
        }

        if (refusal.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static RefusalBody Body(Refusal refusal, string decisionId)
    {
        var message = refusal.TextFor(decisionId);
        return new RefusalBody(
            refusal.Code,
            message,
            CodeAgain: refusal.Code,
            MessageAgain: message,
            refusal.Reason,
            decisionId,
            refusal.StepUp?.AcrValues,
            refusal.StepUp?.MaxAgeSeconds,
            refusal.Roles.Count > 0 ? refusal.Roles : null);
    }

    private static string Challenge(Refusal refusal) => refusal.ChallengeError is { } error
        ? $"Bearer realm=\"tokenbridge\", error=\"{error}\", error_description=\"{DescribableText.Of(refusal.Message)}\"{StepUp(refusal)}"
        : "Bearer realm=\"tokenbridge\"";

    /// <summary>RFC 9470, 3. The rules allow no value that would need escaping.</summary>
    private static string StepUp(Refusal refusal) =>
        (refusal.StepUp?.AcrValues is { } acr ? $", acr_values=\"{acr}\"" : "")
        + (refusal.StepUp?.MaxAgeSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", max_age=\"{seconds}\"") : "");
}
