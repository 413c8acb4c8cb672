using System.Net;
using System.Text;
using Amazon.Runtime;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Host.Sts.WebIdentity;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>
/// Takes the AWS SDK through one call before the service listens, against an answer that never leaves the process. Compiling the SDK's way
/// to STS takes a good part of a second, on a busy machine more than the deadline of the caller who would otherwise wait for it.
/// </summary>
internal sealed class StsWarmUp(StsOptions options, TimeProvider time, WebIdentityTokenMint? mint = null) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var nowhere = options with { Endpoint = new Uri("http://127.0.0.1") };
        using var clients = new StsClients(nowhere, new BasicAWSCredentials("warm-up", "warm-up"), new Rehearsal());
        var request = new StsRequest(ProbeGrant.Value, options.Strategy, EffectiveDuration.For(ProbeGrant.Value.Duration, options.Strategy, options.MaxDuration), "warm-up");
        await new RoleAssumer(nowhere, clients, new StsFault(nowhere, null), mint, time).AssumeAsync(request, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed class Rehearsal : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Refusal());
    }

    /// <summary>An expired session of nobody: read to its end, and then thrown away like every answer that does not fit.</summary>
    private sealed class Refusal : HttpMessageHandler
    {
        private const string Body = """
            <{0}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{0}Result>
            <AssumedRoleUser><Arn>arn:aws:sts::000000000000:assumed-role/warm-up/warm-up</Arn><AssumedRoleId>AROA:warm-up</AssumedRoleId></AssumedRoleUser>
            <Credentials><AccessKeyId>none</AccessKeyId><SecretAccessKey>none</SecretAccessKey><SessionToken>none</SessionToken><Expiration>2000-01-01T00:00:00Z</Expiration></Credentials>
            </{0}Result><ResponseMetadata><RequestId>none</RequestId></ResponseMetadata></{0}Response>
            """;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = await request.Content!.ReadAsStringAsync(cancellationToken);
            var operation = form.Contains("WithWebIdentity", StringComparison.Ordinal) ? "AssumeRoleWithWebIdentity" : "AssumeRole";
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(Body.Replace("{0}", operation, StringComparison.Ordinal), Encoding.UTF8, "text/xml"),
            };
        }
    }
}
