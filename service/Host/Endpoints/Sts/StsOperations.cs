using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Sts;

namespace TokenBridge.Host.Endpoints.Sts;

/// <summary>The STS query protocol, for SDKs with <c>AWS_ENDPOINT_URL_STS</c> and a web identity token file.</summary>
internal sealed class StsOperations(CredentialIssuer issuer, GetCallerIdentity identity)
{
    private const string ApiVersion = "2011-06-15";

    public async Task AnswerAsync(HttpContext http)
    {
        var isForm = (await FormBody.ReadAsync(http.Request)).TryGet(out var read, out var unreadable);
        var form = isForm ? read! : FormBody.Empty;
        var fault = unreadable is null ? StsParameters.CheckAction(form, ApiVersion) : QueryFault.Invalid(http.Request.QueryString.HasValue ? $"{unreadable.Text} {ParametersInUrl.OtherWay}" : unreadable.Text);
        if (fault is null && form["Action"] == "GetCallerIdentity")
        {
            await identity.AnswerAsync(http, form);
            return;
        }

        fault ??= StsParameters.Check(form, http.Request.Headers.Authorization);
        await (await issuer.IssueAsync(StsParameters.Read(http.Request, form, fault, unreadable?.IsBrokenOnTheWire == true))).Match(
            issued => StsXmlAnswer.WriteAsync(http.Response, issued),
            refused => StsXmlAnswer.WriteAsync(http.Response, refused));
    }
}
