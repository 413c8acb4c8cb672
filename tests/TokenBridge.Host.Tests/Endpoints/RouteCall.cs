using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>One wire format of the service as a client of it speaks it, and what such a client understands of the answer.</summary>
/// <param name="Column">In the table.</param>
/// <param name="AuditRoute">What the audit record calls it.</param>
/// <param name="Kind">Whose statuses and codes it has: <c>resource</c>, <c>oauth</c> or <c>sts</c>.</param>
/// <param name="Path">From the slash on.</param>
internal sealed record RouteCall(string Column, string AuditRoute, string Kind, string Path)
{
    public const string CredentialsType = "urn:tokenbridge:params:oauth:token-type:aws-credentials";

    public static readonly IReadOnlyList<RouteCall> All =
    [
        new("container", "container", "resource", "/v1/credentials?format=container"),
        new("process", "process", "resource", "/v1/credentials?format=process"),
        new("env", "env", "resource", "/v1/credentials?format=env"),
        new("oauth", "oauth", "oauth", "/oauth/token"),
        new("sts `/`", "sts", "sts", "/"),
        new("sts `/sts`", "sts", "sts", "/sts"),
        new("sts `/sts/`", "sts", "sts", "/sts/"),
    ];

    public static Dictionary<string, string> TokenForm(string token, string? role = null)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["subject_token"] = token,
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
        };
        if (role is not null)
        {
            form["audience"] = role;
        }

        return form;
    }

    public static Dictionary<string, string> StsForm(string token, string? role = null) => new(StringComparer.Ordinal)
    {
        ["Action"] = "AssumeRoleWithWebIdentity",
        ["Version"] = "2011-06-15",
        ["RoleArn"] = role ?? "arn:aws:iam::000000000000:role/default",
        ["RoleSessionName"] = "botocore-session-1795281843",
        ["WebIdentityToken"] = $"{token}\n",
    };

    public async Task<RouteAnswer> AskAsync(Bridge bridge, string token, string? role)
    {
        using var response = Kind switch
        {
            "oauth" => await PostAsync(bridge, TokenForm(token, role)),
            "sts" => await PostAsync(bridge, StsForm(token, role)),
            _ => await bridge.GetAsync(role is null ? Path : $"{Path}&role={Uri.EscapeDataString(role)}", token.Length == 0 ? null : $"Bearer {token}"),
        };
        var body = await response.Content.ReadAsStringAsync();
        response.Headers.GetValues("Cache-Control").ShouldBe(["no-store"]);
        var answer = Kind == "sts" ? ReadXml(body) : AuditRoute == "env" && response.IsSuccessStatusCode ? ReadLines(body) : ReadJson(body);
        return answer with { Status = (int)response.StatusCode, Body = body, HasRetryAfter = response.Headers.Contains("Retry-After") };
    }

    private async Task<HttpResponseMessage> PostAsync(Bridge bridge, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await bridge.Client.PostAsync(Path, content);
    }

    private static RouteAnswer ReadLines(string body) => new() { AccessKeyId = body.Split('\'')[1] };

    private static RouteAnswer ReadJson(string body)
    {
        var json = JsonDocument.Parse(body).RootElement;
        var credentials = json.TryGetProperty("aws_credentials", out var issued) ? issued : json;
        return new RouteAnswer
        {
            AccessKeyId = Text(credentials, "AccessKeyId"),
            Code = Text(json, "error") ?? Text(json, "code"),
            Reason = Text(json, "reason"),
            DecisionId = Text(json, "decision_id"),
        };
    }

    private static RouteAnswer ReadXml(string body)
    {
        var xml = XDocument.Parse(body);
        var told = Regex.Match(Text(xml, "Message") ?? "", @"\[(?<reason>\w+), decision [\w-]+\]\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return new RouteAnswer
        {
            AccessKeyId = Text(xml, "AccessKeyId"),
            Code = Text(xml, "Code"),
            Reason = told.Success ? told.Groups["reason"].Value : null,
            DecisionId = Text(xml, "RequestId"),
        };
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static string? Text(XDocument xml, string name) => xml.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}

/// <summary>What the client understood.</summary>
internal sealed record RouteAnswer
{
    public int Status { get; init; }

    public string? Code { get; init; }

    public string? Reason { get; init; }

    public string? DecisionId { get; init; }

    public string? AccessKeyId { get; init; }

    public bool HasRetryAfter { get; init; }

    public string Body { get; init; } = "";
}
