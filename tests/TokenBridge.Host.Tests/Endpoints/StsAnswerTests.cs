using System.Text;
using Microsoft.AspNetCore.Http;
using TokenBridge.Development.Sts;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>What STS, or whatever stands in its place, may answer instead of credentials.</summary>
public sealed class StsAnswerTests : IAsyncLifetime
{
    private Bridge _bridge = null!;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync();

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<AssumeRoleResponse><Assume")]
    [InlineData("<html><body>Please log in</body></html>")]
    [InlineData("{\"AccessKeyId\":\"ASIA\"}")]
    [InlineData("<AssumeRoleResponse><AssumeRoleResult><Credentials><Expiration>soon</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><AssumeRoleResponse>&a;</AssumeRoleResponse>")]
    [InlineData("<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>")]
    public async Task A_200_that_holds_no_credentials_is_a_503_and_one_audit_record(string body)
    {
        Answer(200, body);

        await AskAsync().ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unexpected_answer");

        (await _bridge.Audit.RecordAsync(1)).GetProperty("reason").GetString().ShouldBe("sts_unexpected_answer");
    }

    [Theory]
    [InlineData(400, "")]
    [InlineData(403, "<html>blocked by the proxy</html>")]
    [InlineData(404, "<html>not found</html>")]
    [InlineData(407, "")]
    public async Task A_refusal_that_bears_no_aws_code_is_not_awss_and_may_pass(int status, string body)
    {
        Answer(status, body);

        await AskAsync().ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unexpected_answer");
    }

    [Fact]
    public async Task An_error_in_the_shape_of_s3_is_read_as_well()
    {
        Answer(403, "<Error><Code>AccessDenied</Code><RequestId>tx1</RequestId></Error>");

        await AskAsync().ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");
    }

    [Theory]
    [InlineData("AssumeRole", 301)]
    [InlineData("AssumeRole", 302)]
    [InlineData("AssumeRole", 307)]
    [InlineData("WebIdentity", 307)]
    [InlineData("PassThrough", 307)]
    [InlineData("PassThrough", 308)]
    public async Task A_redirect_is_not_followed_so_no_token_and_no_signed_call_goes_elsewhere(string strategy, int status)
    {
        await using var bridge = await Bridge.StartAsync(strategy);
        await using var elsewhere = await EmbeddedSts.StartAsync();
        bridge.Sts.Disturbances.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Endpoint.ToString();
            return Task.CompletedTask;
        };

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unexpected_answer");

        elsewhere.Requests.All.ShouldBeEmpty();
        bridge.Sts.Requests.All.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(403)]
    public async Task An_answer_without_an_end_is_given_up_after_a_mebibyte(int status)
    {
        _bridge.Sts.Disturbances.Answer = async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("<AssumeRoleResponse><AssumeRoleResult><Credentials><SessionToken>");
            var chunk = Encoding.ASCII.GetBytes(new string('A', 1024 * 1024));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        };

        await AskAsync().ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unexpected_answer");

        (await _bridge.Audit.RecordAsync(1)).GetProperty("detail").GetString()!.ShouldContain("longer than 1048576 bytes");
    }

    [Fact]
    public async Task A_token_that_sts_quotes_in_its_error_does_not_reach_the_audit_log()
    {
        await using var bridge = await Bridge.StartAsync("WebIdentity");
        string? token = null;
        bridge.Sts.Disturbances.Answer = async context =>
        {
            token = bridge.Sts.Requests.All[^1].Parameters["WebIdentityToken"];
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync($"<ErrorResponse><Error><Code>InvalidIdentityToken</Code><Message>Not for us: {token}</Message></Error></ErrorResponse>");
        };

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");

        var detail = (await bridge.Audit.RecordAsync(1)).GetProperty("detail").GetString()!;
        detail.ShouldContain("Not for us: (withheld)");
        detail.ShouldNotContain("eyJ");
    }

    private void Answer(int status, string body) => _bridge.Sts.Disturbances.Answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync(body);
    };

    private Task<HttpResponseMessage> AskAsync() => _bridge.GetAsync("/v1/credentials", _bridge.TokenOf("alice"));
}
