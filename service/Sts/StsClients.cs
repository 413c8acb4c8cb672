using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace TokenBridge.Sts;

/// <summary>
/// The AWS SDK's clients: one for each region that is configured or that a rule names, signing or not. Only rules name regions, never callers,
/// so there are as many as there are regions.
/// </summary>
internal sealed class StsClients(StsOptions options, AWSCredentials? identity) : IDisposable
{
    private readonly ConcurrentDictionary<(string Region, bool Signs), Lazy<AmazonSecurityTokenServiceClient>> _clients = new();

    public IAmazonSecurityTokenService For(StsRequest request) =>
        _clients.GetOrAdd((request.Grant.Region ?? options.Region, request.Strategy == StsStrategy.AssumeRole), key => new(() => Create(key.Region, key.Signs))).Value;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private AmazonSecurityTokenServiceClient Create(string region, bool signs)
    {
        var config = new AmazonSecurityTokenServiceConfig
        {
            // StsCall owns every retry; the endpoint is what the configuration says, never a variable of the SDK.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            HttpClientFactory = new StsTransport(),
            IgnoreConfiguredEndpointUrls = true,
            AuthenticationRegion = region,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return (signs, identity) switch
        {
            (false, _) => new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), config),
            (true, null) => new AmazonSecurityTokenServiceClient(config),
            (true, _) => new AmazonSecurityTokenServiceClient(identity, config),
        };
    }
}
