using TokenBridge.Host.Endpoints.OpenApi;

namespace TokenBridge.Host.Endpoints.Sts;

/// <summary>What OpenAPI says of <c>POST /sts</c> and <c>/</c>.</summary>
internal static class PostStsDescription
{
    public static RouteDescription Description { get; } = new("credentials", "The STS query protocol: AssumeRoleWithWebIdentity, and GetCallerIdentity signed by a session that was issued here.")
    {
        Bodies =
        [
            new RouteExample(
                "application/x-www-form-urlencoded",
                "StsRequest",
                $$"""
                { "Action": "AssumeRoleWithWebIdentity", "Version": "2011-06-15", "RoleArn": "{{StsParameters.NoRole}}", "RoleSessionName": "ignored", "WebIdentityToken": "eyJ…", "DurationSeconds": 1800 }
                """,
                "RoleArn", "RoleSessionName", "WebIdentityToken", "DurationSeconds"),
        ],
        Answers =
        [
            new RouteAnswer(200, "The operation's result.", new RouteExample("text/xml", "StsResult", Result)),
            new RouteAnswer(400, "ValidationError, InvalidAction, InvalidIdentityToken, ExpiredTokenException, IDPCommunicationError, Throttling.", Error("Sender", "ExpiredTokenException", "The token has expired: get a new one from Keycloak. [expired, decision 4c1f6f2a9b-2a]")),
            new RouteAnswer(403, "AccessDenied, IDPRejectedClaim; for GetCallerIdentity what AWS answers.", Error("Sender", "AccessDenied", "No rule gives you the role 'admin'. Ask the owner of the rules for it. [role_not_granted, decision 4c1f6f2a9b-2a]")),
            new RouteAnswer(503, "ServiceUnavailable; Retry-After says when.", Error("Receiver", "ServiceUnavailable", "AWS STS cannot be reached; ask again shortly. [sts_unavailable, decision 4c1f6f2a9b-2a]")),
        ],
    };

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

    private static RouteExample Error(string type, string code, string message) => new("text/xml", "StsError", $"""
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error>
            <Type>{type}</Type>
            <Code>{code}</Code>
            <Message>{message}</Message>
          </Error>
          <RequestId>4c1f6f2a9b-2a</RequestId>
        </ErrorResponse>
        """);
}
