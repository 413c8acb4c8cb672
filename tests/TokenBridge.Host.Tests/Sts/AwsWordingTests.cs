using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Loopback;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Sts;

/// <summary>
/// A canary for what is read out of English: AWS's own answers as they were recorded, through the AWS SDK in use. Alone: where the SDK looks
/// for credentials is said by the process's environment.
/// </summary>
[Collection(nameof(Alone))]
public sealed class AwsWordingTests
{
    private static readonly string[] Variables =
        ["AWS_EC2_METADATA_DISABLED", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"];

    [Theory]
    [InlineData("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", DurationLimit.RoleMaximum)]
    [InlineData("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.", DurationLimit.RoleChaining)]
    internal async Task A_length_that_aws_refuses_is_known_by_its_words(string said, DurationLimit limit) =>
        (await AskAsync(400, "ValidationError", said)).TooLong.ShouldBe(limit);

    [Fact]
    public async Task An_explicit_deny_is_known_by_its_words() =>
        (await AskAsync(403, "AccessDenied", "User: arn:aws:sts::999988887777:assumed-role/tokenbridge/i-0abc is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/ds-vision with an explicit deny in a service control policy"))
            .Detail.ShouldContain("a policy denies it by name");

    [Fact]
    public async Task Who_signed_is_known_by_its_words() =>
        (await AskAsync(403, "AccessDenied", "User: arn:aws:sts::999988887777:assumed-role/tokenbridge/i-0abc is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/ds-vision"))
            .Detail.ShouldContain("""{"AWS":"arn:aws:iam::999988887777:role/tokenbridge"}""");

    [Fact]
    public async Task A_chain_that_finds_no_credentials_is_known_by_the_sdks_words()
    {
        var before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable, StringComparer.Ordinal);
        try
        {
            foreach (var name in Variables)
            {
                Environment.SetEnvironmentVariable(name, name switch
                {
                    "AWS_EC2_METADATA_DISABLED" => "true",
                    "AWS_SHARED_CREDENTIALS_FILE" or "AWS_CONFIG_FILE" => Path.Combine(Path.GetTempPath(), "no-such-file"),
                    _ => null,
                });
            }

            var options = TestOptions.Sts with { Endpoint = new Uri("http://127.0.0.1:9") };
            using var clients = new StsClients(options, identity: null);

            (await AssumeAsync(options, clients)).Failure.ShouldBe(StsFailure.ServiceCredentials);
        }
        finally
        {
            foreach (var (name, value) in before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    private static async Task<StsOutcome.Failed> AskAsync(int status, string code, string said)
    {
        await using var server = await LoopbackServer.StartAsync(port: 0, CancellationToken.None);
        server.Serve(http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/xml";
            return http.Response.WriteAsync($"""
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error><Type>Sender</Type><Code>{code}</Code><Message>{said}</Message></Error>
                  <RequestId>5b1f0a6e-2c5e-4a43-9d6e-3f0d6c1f3a11</RequestId>
                </ErrorResponse>
                """);
        });
        var options = TestOptions.Sts with { Endpoint = server.Address };
        using var clients = new StsClients(options, new Amazon.Runtime.BasicAWSCredentials("AKIAEXAMPLE", "secret"));
        return await AssumeAsync(options, clients);
    }

    private static async Task<StsOutcome.Failed> AssumeAsync(StsOptions options, StsClients clients)
    {
        var assumer = new RoleAssumer(options, clients, new StsFault(options, null), mint: null, TimeProvider.System);
        return (await assumer.AssumeAsync(StsScenes.Request(), CancellationToken.None)).ShouldBeOfType<StsOutcome.Failed>();
    }
}
