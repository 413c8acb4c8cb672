using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class PostStsTests(ReadyBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyBridge>
{
    private const string Form = "application/x-www-form-urlencoded; charset=utf-8";
    private const string NoRole = "arn:aws:iam::000000000000:role/default";
    private const string WhoAmI = "Action=GetCallerIdentity&Version=2011-06-15";

    [Theory]
    [InlineData("")]
    [InlineData("sts")]
    [InlineData("sts/")]
    public async Task An_aws_sdk_assumes_its_only_role_and_may_ask_who_it_is(string path)
    {
        await using var bridge = await Bridge.StartAsync();

        var issued = await AssumeAsync(bridge, path, NoRole);

        issued.AssumedRoleUser.Arn.ShouldBe("arn:aws:sts::111122223333:assumed-role/ds-vision/alice");
        issued.SubjectFromWebIdentityToken.ShouldBe("00000000-0000-4000-8000-000000000001");
        issued.Provider.ShouldBe(bridge.Realm.Issuer);
        issued.Audience.ShouldBe("notebook");
        issued.SourceIdentity.ShouldBe("00000000-0000-4000-8000-000000000001");
        issued.ResponseMetadata.RequestId.ShouldBe((await bridge.Audit.RecordAsync(1)).GetProperty("decision_id").GetString());
        using var holder = Client(path, SessionOf(issued), bridge);
        var identity = await holder.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        identity.Arn.ShouldBe(issued.AssumedRoleUser.Arn);
        identity.UserId.ShouldBe(issued.AssumedRoleUser.AssumedRoleId);
        identity.Account.ShouldBe("111122223333");
        bridge.Sts.Requests.All.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("aws-cn")]
    [InlineData("aws-us-gov")]
    [InlineData("aws-iso-b")]
    public async Task My_only_role_has_the_same_name_in_every_partition(string partition) =>
        (await AssumeAsync(Bridge, "sts", NoRole.Replace("arn:aws:", $"arn:{partition}:", StringComparison.Ordinal)))
            .AssumedRoleUser.Arn.ShouldBe("arn:aws:sts::111122223333:assumed-role/ds-vision/alice");

    [Theory]
    [InlineData("arn:azure:iam::000000000000:role/default")]
    [InlineData("arn:aws:iam::000000000001:role/default")]
    [InlineData("arn:aws:iam::000000000000:role/x/default")]
    [InlineData("arn:aws:iam::000000000000:role/Default")]
    public async Task A_role_that_is_nearly_called_so_is_a_role_that_nobody_grants(string role)
    {
        using var response = await PostAsync(Good("").Replace(Uri.EscapeDataString(NoRole), Uri.EscapeDataString(role), StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(1800, 1800, true)]
    [InlineData(900, 900, true)]
    [InlineData(3600, 3600, false)]
    [InlineData(43200, 3600, false)]
    public async Task A_shorter_duration_is_honoured_and_a_longer_one_changes_nothing(int wanted, int got, bool noticed)
    {
        await using var bridge = await Bridge.StartAsync();

        using var response = await PostAsync(bridge, GoodFor(bridge.TokenOf("alice"), $"&DurationSeconds={wanted}"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        bridge.Sts.Requests.All.ShouldHaveSingleItem().Parameters["DurationSeconds"].ShouldBe(got.ToString(CultureInfo.InvariantCulture));
        response.Headers.Contains("TokenBridge-Notice").ShouldBe(noticed);
        var record = await bridge.Audit.RecordAsync(1);
        record.GetProperty("duration_seconds").GetInt32().ShouldBe(got);
        record.TryGetProperty("duration_clamp", out _).ShouldBe(noticed);
    }

    [Theory]
    [InlineData("ValidationError", "&DurationSeconds=899")]
    [InlineData("ValidationError", "&DurationSeconds=43201")]
    [InlineData("ValidationError", "&DurationSeconds=")]
    [InlineData("ValidationError", "&DurationSeconds=+900")]
    [InlineData("ValidationError", "&DurationSeconds=1e3")]
    [InlineData("ValidationError", "&DurationSeconds=99999999999999")]
    [InlineData("ValidationError", "&Policy=%7B%7D")]
    [InlineData("ValidationError", "&PolicyArns.member.1.arn=arn:aws:iam::aws:policy/ReadOnlyAccess")]
    [InlineData("ValidationError", "&Tags.member.1.Key=team&Tags.member.1.Value=other")]
    [InlineData("ValidationError", "&ProviderId=www.amazon.com")]
    [InlineData("ValidationError", "&%3Cx%3E%01=1")]
    [InlineData("ValidationError", "&RoleArn=arn:aws:iam::111122223333:role/ds-speech")]
    [InlineData("ValidationError", "&Action=GetCallerIdentity")]
    [InlineData("ValidationError", "&x=%00")]
    [InlineData("ValidationError", "&x=%ff")]
    public async Task What_is_unclear_or_cannot_be_honoured_is_refused(string code, string more) =>
        await ShouldRefuseAsync(PostAsync(Good(more)), 400, code);

    [Theory]
    [InlineData("Action=AssumeRole&Version=2011-06-15")]
    [InlineData("Action=GetSessionToken&Version=2011-06-15")]
    [InlineData("Action=AssumeRoleWithWebIdentity&Version=2010-01-01")]
    [InlineData("Action=GetCallerIdentity")]
    [InlineData("Version=2011-06-15")]
    [InlineData("")]
    public async Task Another_operation_or_version_is_an_invalid_action(string body) =>
        (await ShouldRefuseAsync(PostAsync(body), 400, "InvalidAction")).ShouldContain("AWS_ENDPOINT_URL_STS");

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "a=b")]
    public async Task A_body_that_is_no_form_is_refused(string type, string body) =>
        await ShouldRefuseAsync(PostAsync(body, type), 400, "ValidationError");

    [Fact]
    public async Task A_missing_role_is_told_the_name_for_none() =>
        (await ShouldRefuseAsync(PostAsync("Action=AssumeRoleWithWebIdentity&Version=2011-06-15&WebIdentityToken=x"), 400, "ValidationError")).ShouldContain(NoRole);

    [Fact]
    public async Task Another_token_in_the_header_is_refused() =>
        await ShouldRefuseAsync(PostAsync(Good(""), authorization: $"Bearer {Bridge.TokenOf("bob")}"), 400, "ValidationError");

    [Theory]
    [InlineData("%3C%2FMessage%3E%3CCode%3EOK%3C%2FCode%3E")]
    [InlineData("%01%02%0B%EF%BF%BE%EF%BF%BF%F0%9F%98%80]]%3E%26amp;")]
    [InlineData("%0d%0aX-Evil:%20yes")]
    public async Task A_hostile_role_name_stays_text_in_well_formed_xml(string role)
    {
        using var response = await PostAsync(Good("").Replace(Uri.EscapeDataString(NoRole), role, StringComparison.Ordinal));

        response.Headers.Contains("X-Evil").ShouldBeFalse();
        await ShouldRefuseAsync(Task.FromResult(response), 403, "AccessDenied");
    }

    [Fact]
    public async Task A_token_in_the_place_of_the_role_is_recorded_nowhere()
    {
        var token = Bridge.TokenOf("alice");

        await ShouldRefuseAsync(PostAsync(Good("").Replace(Uri.EscapeDataString(NoRole), token, StringComparison.Ordinal)), 400, "ValidationError");

        Bridge.Audit.Text.ShouldNotContain(token);
    }

    [Fact]
    public async Task A_host_name_that_was_rebound_to_loopback_gets_nothing_here_either()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(Good(""), Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Host = "evil.example";

        using var response = await Bridge.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        StsCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_secret_key_does_not_match()
    {
        var issued = await AssumeAsync(Bridge, "sts", NoRole);

        await ShouldNotKnowAsync(new SessionAWSCredentials(issued.Credentials.AccessKeyId, "wrong", issued.Credentials.SessionToken), 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task An_unknown_key_a_foreign_token_and_none_are_told_apart_by_nobody()
    {
        var issued = await AssumeAsync(Bridge, "sts", NoRole);
        var (key, secret, token) = (issued.Credentials.AccessKeyId, issued.Credentials.SecretAccessKey, issued.Credentials.SessionToken);

        var foreign = await ShouldNotKnowAsync(new SessionAWSCredentials(key, secret, $"{token}x"), 403, "InvalidClientTokenId");

        (await ShouldNotKnowAsync(new SessionAWSCredentials("ASIAUNKNOWN000000000", secret, token), 403, "InvalidClientTokenId")).ShouldBe(foreign);
        (await ShouldNotKnowAsync(new BasicAWSCredentials(key, secret), 403, "InvalidClientTokenId")).ShouldBe(foreign);
        (await ShouldNotKnowAsync(new BasicAWSCredentials("AKIAUNKNOWN000000000", secret), 403, "InvalidClientTokenId")).ShouldBe(foreign);
        foreign.ShouldContain("unset AWS_ENDPOINT_URL_STS");
    }

    [Theory]
    [InlineData(null, 403, "MissingAuthenticationToken")]
    [InlineData("Bearer x", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 ", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=A/20261122/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=00", 400, "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential=A/20261122/eu-central-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=00", 403, "InvalidClientTokenId")]
    public async Task A_caller_identity_without_a_whole_signature_is_refused(string? authorization, int status, string code)
    {
        using var response = await PostAsync(WhoAmI, authorization: authorization);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain($"<Code>{code}</Code>");
    }

    [Fact]
    public async Task Guessing_keys_is_limited_as_bad_tokens_are()
    {
        await using var bridge = await Bridge.StartAsync(clock: new ManualClock(TimeProvider.System.GetUtcNow()), settings: ("RateLimits:FailedPerAddressPerMinute", "2"));
        using var content = new StringContent(WhoAmI, Encoding.UTF8, "application/x-www-form-urlencoded");
        for (var time = 0; time < 2; time++)
        {
            using var refused = await bridge.Client.PostAsync("/sts", content);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var limited = await bridge.Client.PostAsync("/sts", content);

        ((int)limited.StatusCode).ShouldBe(400);
        limited.Headers.Contains("Retry-After").ShouldBeTrue();
        (await limited.Content.ReadAsStringAsync()).ShouldContain("<Code>Throttling</Code>");
    }

    [Fact]
    public async Task A_signature_from_long_ago_is_refused()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var bridge = await Bridge.StartAsync(clock: clock);
        using var content = new FormUrlEncodedContent(RouteCall.StsForm(bridge.TokenOf("alice")));
        using var answer = await bridge.Client.PostAsync("/sts", content);
        var xml = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        using var holder = Client("sts", new SessionAWSCredentials(Text(xml, "AccessKeyId"), Text(xml, "SecretAccessKey"), Text(xml, "SessionToken")), bridge);
        (await holder.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Account.ShouldBe("111122223333");

        // The SDK signs by the machine's clock, so it is the service's that moves.
        clock.Advance(TimeSpan.FromMinutes(16));

        (await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => holder.GetCallerIdentityAsync(new GetCallerIdentityRequest())))
            .Message.ShouldContain("Signature expired");
    }

    private string Good(string more) => GoodFor(Bridge.TokenOf("alice"), more);

    private static string GoodFor(string token, string more) =>
        string.Join('&', RouteCall.StsForm(token, NoRole).Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}")) + more;

    private static SessionAWSCredentials SessionOf(AssumeRoleWithWebIdentityResponse issued) =>
        new(issued.Credentials.AccessKeyId, issued.Credentials.SecretAccessKey, issued.Credentials.SessionToken);

    private AmazonSecurityTokenServiceClient Client(string path, AWSCredentials credentials, Bridge? bridge = null) => new(
        credentials,
        new AmazonSecurityTokenServiceConfig { ServiceURL = new Uri((bridge ?? Bridge).Client.BaseAddress!, path).ToString(), AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 });

    private async Task<AssumeRoleWithWebIdentityResponse> AssumeAsync(Bridge bridge, string path, string role)
    {
        using var client = Client(path, new AnonymousAWSCredentials(), bridge);
        return await client.AssumeRoleWithWebIdentityAsync(
            new AssumeRoleWithWebIdentityRequest { RoleArn = role, RoleSessionName = "ignored", WebIdentityToken = $"{bridge.TokenOf("alice")}\n" });
    }

    private async Task<string> ShouldNotKnowAsync(AWSCredentials credentials, int status, string code)
    {
        using var client = Client("sts", credentials);
        var refused = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => client.GetCallerIdentityAsync(new GetCallerIdentityRequest()));
        ((int)refused.StatusCode).ShouldBe(status);
        refused.ErrorCode.ShouldBe(code);
        return refused.Message;
    }

    private Task<HttpResponseMessage> PostAsync(string body, string type = Form, string? authorization = null) => PostAsync(Bridge, body, type, authorization);

    private static async Task<HttpResponseMessage> PostAsync(Bridge bridge, string body, string type = Form, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sts") { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await bridge.Client.SendAsync(request);
    }

    /// <summary>Well-formed error XML, one audit record, no credentials, no call to STS.</summary>
    private async Task<string> ShouldRefuseAsync(Task<HttpResponseMessage> sending, int status, string code)
    {
        using var response = await sending;
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        response.Content.Headers.GetValues("Content-Type").ShouldBe(["text/xml"]);
        response.Headers.GetValues("Cache-Control").ShouldBe(["no-store"]);
        var xml = XDocument.Parse(body);
        xml.Root!.Name.ShouldBe(XName.Get("ErrorResponse", "https://sts.amazonaws.com/doc/2011-06-15/"));
        xml.Descendants().Count(element => element.Name.LocalName == "Code").ShouldBe(1);
        Text(xml, "Code").ShouldBe(code);
        body.ShouldNotContain("AccessKeyId");
        StsCalls.ShouldBeEmpty();
        (await Bridge.Audit.RecordOfAsync(Text(xml, "RequestId"))).GetProperty("route").GetString().ShouldBe("sts");
        response.Headers.GetValues("x-amzn-RequestId").ShouldBe([Text(xml, "RequestId")]);
        return Text(xml, "Message");
    }

    private static string Text(XDocument xml, string name) => xml.Descendants().Single(element => element.Name.LocalName == name).Value;
}
