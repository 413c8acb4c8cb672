using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Operations;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Host.Endpoints.Sts;

/// <summary>
/// <c>GetCallerIdentity</c>: whose the credentials are that signed the request. With <c>AWS_ENDPOINT_URL_STS</c> set it comes here, and the
/// service can answer for the sessions that it got itself. Issues nothing.
/// </summary>
internal static class GetCallerIdentity
{
    public static Task HandleAsync(HttpContext http, FormBody form, IServiceProvider services)
    {
        var decisionId = services.GetRequiredService<DecisionId>().Next();
        var (session, fault) = form.Names.FirstOrDefault(name => name is not ("Action" or "Version")) is { } other
            ? (null, QueryFault.Invalid($"The parameter {StsParameters.Shown(other)} is not known here: leave it out."))
            : services.GetRequiredService<SessionOwner>().Find(http.Request, form.Bytes.Span);
        if (session is not null)
        {
            return StsXmlAnswer.WriteAsync(http.Response, StatusCodes.Status200OK, decisionId, QueryXml.Result(
                "GetCallerIdentity",
                decisionId,
                QueryXml.Element("Arn", session.AssumedRoleArn),
                QueryXml.Optional("UserId", session.AssumedRoleId),
                QueryXml.Element("Account", session.Account)));
        }

        // Counted as bad tokens are: nobody tries keys and signatures here by the thousand.
        return services.GetRequiredService<RateLimits>().CountFailure(http.Connection.RemoteIpAddress) is { } seconds
            ? StsXmlAnswer.WriteAsync(http.Response, QueryFault.Throttling, decisionId, seconds)
            : StsXmlAnswer.WriteAsync(http.Response, fault!, decisionId);
    }
}
