using TokenBridge.Host.Exchange;

namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>What every wire format says beside the credentials.</summary>
internal static class IssuedHeaders
{
    public static void Write(HttpResponse response, IssueResult.Issued issued)
    {
        response.Headers["TokenBridge-Decision"] = issued.DecisionId;
        if (issued.Notice is { } notice)
        {
            response.Headers["TokenBridge-Notice"] = notice;
        }
    }
}
