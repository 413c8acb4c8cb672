using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Operations.Limits;
using TokenBridge.Host.Sts;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Host.Endpoints.Sts;

/// <summary>
/// <c>GetCallerIdentity</c>: whose the credentials are that signed the request. With <c>AWS_ENDPOINT_URL_STS</c> set it comes here, and the
/// service can answer for the sessions that it got itself. Issues nothing.
/// </summary>
internal sealed class GetCallerIdentity(SessionOwner sessions, RateLimits limits, DecisionId decisions)
{
    public Task AnswerAsync(HttpContext http, FormBody form)
    {
        var decisionId = decisions.Next();
        if (Find(http.Request, form).TryGet(out var session, out var fault))
        {
            return StsXmlAnswer.WriteAsync(http.Response, StatusCodes.Status200OK, decisionId, QueryXml.Result(
                "GetCallerIdentity",
                decisionId,
                QueryXml.Element("Arn", session.AssumedRoleArn),
                QueryXml.Optional("UserId", session.AssumedRoleId),
                QueryXml.Element("Account", session.Account)));
        }

        // Counted as bad tokens are: nobody tries keys and signatures here by the thousand.
        return limits.CountFailure(http.Connection.RemoteIpAddress) is { } seconds
            ? StsXmlAnswer.WriteAsync(http.Response, QueryFault.Throttling, decisionId, seconds)
            : StsXmlAnswer.WriteAsync(http.Response, fault, decisionId);
    }

    private Result<AwsCredentials, QueryFault> Find(HttpRequest request, FormBody form) =>
        form.Names.FirstOrDefault(name => name is not ("Action" or "Version")) is { } other
            ? QueryFault.Invalid($"The parameter {ParameterName.Shown(other)} is not known here: leave it out.")
            : sessions.Find(request, form.Bytes.Span);
}
