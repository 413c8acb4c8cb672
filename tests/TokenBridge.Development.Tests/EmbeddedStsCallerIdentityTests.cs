using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace TokenBridge.Development.Tests;

public sealed class EmbeddedStsCallerIdentityTests : IAsyncLifetime
{
    private StsScene _scene = null!;

    public async Task InitializeAsync() => _scene = await StsScene.StartAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Issued_credentials_are_the_assumed_role()
    {
        var issued = await _scene.AssumeRoleWithWebIdentityAsync();

        var identity = await WhoIsAsync(issued.Credentials);

        identity.Arn.ShouldBe("arn:aws:sts::111122223333:assumed-role/ds-vision/alice");
        identity.Account.ShouldBe("111122223333");
        identity.UserId.ShouldBe(issued.AssumedRoleUser.AssumedRoleId);
    }

    [Fact]
    public async Task A_user_is_the_user()
    {
        using var client = _scene.ClientOf(_scene.User);

        (await client.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn.ShouldBe("arn:aws:iam::111122223333:user/tokenbridge");
    }

    [Fact]
    public async Task Expired_credentials_are_nobodys()
    {
        var issued = (await _scene.AssumeRoleAsync()).Credentials;
        _scene.Clock.Advance(TimeSpan.FromHours(1));

        var message = await StsScene.RefusedAsync(() => WhoIsAsync(issued), 403, "ExpiredToken");

        message.ShouldBe("The security token included in the request is expired");
    }

    [Fact]
    public async Task The_session_token_must_be_the_one_that_came_with_the_key()
    {
        var issued = (await _scene.AssumeRoleAsync()).Credentials;
        var other = (await _scene.AssumeRoleAsync()).Credentials;
        issued.SessionToken = other.SessionToken;

        await StsScene.RefusedAsync(() => WhoIsAsync(issued), 403, "InvalidClientTokenId");
    }

    [Fact]
    public async Task A_body_that_was_changed_on_the_way_no_longer_fits_its_signature()
    {
        using var tampering = new HttpClient(new ChangedBody());
        using var client = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials(_scene.User.AccessKeyId, _scene.User.SecretAccessKey),
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = _scene.Sts.Endpoint.ToString(),
                AuthenticationRegion = "us-east-1",
                MaxErrorRetry = 0,
                HttpClientFactory = new Only(tampering),
            });

        await StsScene.RefusedAsync(() => client.GetCallerIdentityAsync(new GetCallerIdentityRequest()), 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task An_operation_that_is_not_there_is_an_invalid_action()
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Action"] = "GetSessionToken", ["Version"] = "2011-06-15" });

        using var answer = await http.PostAsync(_scene.Sts.Endpoint, form);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/xml");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<Code>InvalidAction</Code>");
    }

    private async Task<GetCallerIdentityResponse> WhoIsAsync(Amazon.SecurityToken.Model.Credentials credentials)
    {
        using var client = _scene.ClientOf(new SessionAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken));
        return await client.GetCallerIdentityAsync(new GetCallerIdentityRequest());
    }

    private sealed class Only(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }

    private sealed class ChangedBody() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            var type = request.Content.Headers.ContentType;
            request.Content = new StringContent($"{body}&Extra=1");
            request.Content.Headers.ContentType = type;
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
