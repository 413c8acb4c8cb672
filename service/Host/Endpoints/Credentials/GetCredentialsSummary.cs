using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Credentials;

internal sealed class GetCredentialsSummary : CredentialsSummary<GetCredentials>
{
    public GetCredentialsSummary()
        : base("A grant's name, a rule's id or a role ARN.") =>
        Summary = "AWS credentials of the caller's only role, or of the one that ?role= names.";
}

internal sealed class GetCredentialsOfRoleSummary : CredentialsSummary<GetCredentialsOfRole>
{
    public GetCredentialsOfRoleSummary()
        : base("A grant's name, a rule's id or a role ARN, its slashes raw or as %2F.") =>
        Summary = "AWS credentials of the role that the path names.";
}

/// <summary>What is the same of both.</summary>
internal abstract class CredentialsSummary<TEndpoint> : WireSummary<TEndpoint>
    where TEndpoint : WireEndpoint
{
    private const string ShellLines =
        "export AWS_ACCESS_KEY_ID='ASIAEXAMPLE000000000';\nexport AWS_SECRET_ACCESS_KEY='…';\n"
        + "export AWS_SESSION_TOKEN='…';\nexport AWS_CREDENTIAL_EXPIRATION='2026-11-21T19:30:00Z';\n";

    protected CredentialsSummary(string role)
    {
        TakesToken = true;
        Parameter("role", role);
        Parameter("format", "What the answer looks like; container unless told.", "container", "process", "env");
        Parameter("shell", "With format=env: whose lines; sh (also for bash and zsh) unless told.", "sh", "fish", "powershell");
        Answer(
            200,
            "Credentials. TokenBridge-Decision names the exchange; TokenBridge-Notice says what differs from the rule.",
            WireBody.Json(CredentialExamples.Container),
            WireBody.Json(CredentialExamples.Process),
            WireBody.Text("text/plain", "ShellLines", ShellLines));
        AnswerRefusals();
    }
}

/// <summary>Credentials that are none.</summary>
internal static class CredentialExamples
{
    private static readonly DateTime Expiration = new(2026, 11, 21, 19, 30, 0, DateTimeKind.Utc);

    public static ContainerCredentials Container { get; } = new("ASIAEXAMPLE000000000", "…", "…", Expiration, "111122223333");

    public static ProcessCredentials Process { get; } = new(1, "ASIAEXAMPLE000000000", "…", "…", Expiration, "111122223333");
}
