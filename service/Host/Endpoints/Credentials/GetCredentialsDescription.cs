using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Endpoints.OpenApi;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>What OpenAPI says of <c>GET /v1/credentials</c>.</summary>
internal static class GetCredentialsDescription
{
    private static readonly RouteParameter Format = new("format", "query", "What the answer looks like; container unless told.", "container", "process", "env");
    private static readonly RouteParameter Shell = new("shell", "query", "With format=env: whose lines; sh (also for bash and zsh) unless told.", "sh", "fish", "powershell");

    private static readonly RouteAnswer Granted = new(
        200,
        "Credentials. TokenBridge-Decision names the exchange; TokenBridge-Notice says what differs from the rule.",
        new RouteExample(
            "application/json",
            "ContainerCredentials",
            """{ "AccessKeyId": "ASIAEXAMPLE000000000", "SecretAccessKey": "…", "Token": "…", "Expiration": "2026-11-21T19:30:00Z", "AccountId": "111122223333" }""",
            "AccountId"),
        new RouteExample("application/json", "ProcessCredentials", Process, "AccountId"),
        new RouteExample(
            "text/plain",
            "ShellLines",
            "export AWS_ACCESS_KEY_ID='ASIAEXAMPLE000000000';\nexport AWS_SECRET_ACCESS_KEY='…';\nexport AWS_SESSION_TOKEN='…';\nexport AWS_CREDENTIAL_EXPIRATION='2026-11-21T19:30:00Z';\n"));

    public const string Process =
        """{ "Version": 1, "AccessKeyId": "ASIAEXAMPLE000000000", "SecretAccessKey": "…", "SessionToken": "…", "Expiration": "2026-11-21T19:30:00Z", "AccountId": "111122223333" }""";

    public static RouteDescription OfOnlyRole { get; } = new("credentials", "AWS credentials of the caller's only role, or of the one that ?role= names.")
    {
        TakesToken = true,
        Parameters = [new RouteParameter("role", "query", "A grant's name, a rule's id or a role ARN."), Format, Shell],
        Answers = [Granted, .. RefusalDescription.Answers],
    };

    public static RouteDescription OfNamedRole { get; } = new("credentials", "AWS credentials of the role that the path names.")
    {
        TakesToken = true,
        Parameters = [new RouteParameter("role", "path", "A grant's name, a rule's id or a role ARN, its slashes raw or as %2F."), Format, Shell],
        Answers = [Granted, .. RefusalDescription.Answers],
    };
}
