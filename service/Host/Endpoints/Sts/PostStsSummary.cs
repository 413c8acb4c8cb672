using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Sts;

internal sealed class PostStsSummary : StsSummary<PostSts>;

internal sealed class PostStsAtRootSummary : StsSummary<PostStsAtRoot>;

/// <summary>What is the same of both.</summary>
internal abstract class StsSummary<TEndpoint> : WireSummary<TEndpoint>
    where TEndpoint : WireEndpoint
{
    private const string Result = """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult>
            <SubjectFromWebIdentityToken>5c2e…</SubjectFromWebIdentityToken>
            <Audience>notebook</Audience>
            <AssumedRoleUser>
              <Arn>arn:aws:sts::111122223333:assumed-role/ds-vision/alice</Arn>
              <AssumedRoleId>AROAEXAMPLE:alice</AssumedRoleId>
            </AssumedRoleUser>
            <Credentials>
              <AccessKeyId>ASIAEXAMPLE000000000</AccessKeyId>
              <SecretAccessKey>…</SecretAccessKey>
              <SessionToken>…</SessionToken>
              <Expiration>2026-11-21T19:30:00Z</Expiration>
            </Credentials>
            <Provider>https://keycloak.example/realms/ml</Provider>
            <SourceIdentity>5c2e…</SourceIdentity>
          </AssumeRoleWithWebIdentityResult>
          <ResponseMetadata>
            <RequestId>4c1f6f2a9b-2a</RequestId>
          </ResponseMetadata>
        </AssumeRoleWithWebIdentityResponse>
        """;

    protected StsSummary()
    {
        Summary = "The STS query protocol: AssumeRoleWithWebIdentity, and GetCallerIdentity signed by a session that was issued here.";
        Request(WireBody.Form(new StsRequestBody("AssumeRoleWithWebIdentity", "2011-06-15", StsParameters.NoRole, "ignored", "eyJ…", 1800)));
        Answer(200, "The operation's result.", WireBody.Text("text/xml", "StsResult", Result));
        Answer(
            400,
            "ValidationError, InvalidAction, InvalidIdentityToken, ExpiredTokenException, IDPCommunicationError, Throttling.",
            Error("Sender", "ExpiredTokenException", "expired", "The token has expired: get a new one from Keycloak."));
        Answer(
            403,
            "AccessDenied, IDPRejectedClaim; for GetCallerIdentity what AWS answers.",
            Error("Sender", "AccessDenied", "role_not_granted", RefusalExamples.NotGranted));
        Answer(
            503,
            "ServiceUnavailable; Retry-After says when.",
            Error("Receiver", "ServiceUnavailable", "sts_unavailable", RefusalExamples.Unreachable));
    }

    private static WireBody Error(string type, string code, string reason, string message) => WireBody.Text("text/xml", "StsError", $"""
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error>
            <Type>{type}</Type>
            <Code>{code}</Code>
            <Message>{RefusalExamples.Told(message, reason)}</Message>
          </Error>
          <RequestId>{RefusalExamples.DecisionId}</RequestId>
        </ErrorResponse>
        """);
}
