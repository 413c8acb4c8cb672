using System.Globalization;
using System.Text;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Host.Endpoints.Sts;

/// <summary>Answers in the XML of the STS query protocol. The decision id is the request id, which SDKs for Go and Java print.</summary>
internal static class StsXmlAnswer
{
    public static Task WriteAsync(HttpResponse response, IssueResult.Issued issued)
    {
        IssuedHeaders.Write(response, issued);
        var credentials = issued.Credentials;
        return WriteAsync(response, StatusCodes.Status200OK, issued.DecisionId, QueryXml.Result(
            "AssumeRoleWithWebIdentity",
            issued.DecisionId,
            QueryXml.Element("SubjectFromWebIdentityToken", issued.Caller.Subject),
            QueryXml.Optional("Audience", issued.Caller.Client),
            QueryXml.Element(
                "AssumedRoleUser",
                QueryXml.Element("Arn", credentials.AssumedRoleArn),
                QueryXml.Optional("AssumedRoleId", credentials.AssumedRoleId)),
            QueryXml.Element(
                "Credentials",
                QueryXml.Element("AccessKeyId", credentials.AccessKeyId),
                QueryXml.Element("SecretAccessKey", credentials.SecretAccessKey),
                QueryXml.Element("SessionToken", credentials.SessionToken),
                QueryXml.Element("Expiration", QueryXml.Time(credentials.Expiration))),
            QueryXml.Element("Provider", issued.Caller.Issuer),
            QueryXml.Optional("SourceIdentity", issued.SourceIdentity)));
    }

    public static Task WriteAsync(HttpResponse response, IssueResult.Refused refused)
    {
        var (status, code) = StsCode.For(refused.Refusal);
        return WriteAsync(response, new QueryFault(status, code, refused.Refusal.TextFor(refused.DecisionId)), refused.DecisionId, refused.Refusal.RetryAfter);
    }

    public static Task WriteAsync(HttpResponse response, QueryFault fault, string decisionId, int? retryAfter = null)
    {
        if (retryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(response, fault.Status, decisionId, QueryXml.Error(fault, decisionId));
    }

    public static Task WriteAsync(HttpResponse response, int status, string decisionId, string xml)
    {
        var bytes = Encoding.UTF8.GetBytes(xml);
        response.StatusCode = status;
        response.ContentType = "text/xml";
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers["x-amzn-RequestId"] = decisionId;
        return response.Body.WriteAsync(bytes).AsTask();
    }
}
