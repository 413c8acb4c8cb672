using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>What every wire format says beside the credentials.</summary>
internal static class IssuedHeaders
{
    public static void Write(HttpResponse response, IssueResult.Issued issued)
    {
        WriteDecision(response, issued.DecisionId);
        if (issued.Notice is { } notice)
        {
            response.Headers["TokenBridge-Notice"] = notice;
        }
    }

    /// <summary>Where the caller finds what the record of the answer is called.</summary>
    public static void WriteDecision(HttpResponse response, string decisionId) => response.Headers["TokenBridge-Decision"] = decisionId;
}
