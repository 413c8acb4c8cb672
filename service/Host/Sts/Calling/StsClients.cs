using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>
/// The AWS SDK's clients: one for each region that is configured or that a rule names, signing or not. Only rules name regions, never callers,
/// so there are as many as there are regions.
/// </summary>
internal sealed class StsClients : IDisposable
{
    private readonly StsOptions _options;
    private readonly AWSCredentials? _identity;
    private readonly HttpClientFactory _transport;
    private readonly ConcurrentDictionary<(string Region, bool Signs), Lazy<AmazonSecurityTokenServiceClient>> _clients = new();

    /// <param name="options">The configured region and strategy; their client is made at once, because the SDK's first one costs half a caller's deadline.</param>
    /// <param name="identity">Null takes the AWS SDK's default chain.</param>
    /// <param name="transport">How requests travel; over the network unless told.</param>
    public StsClients(StsOptions options, AWSCredentials? identity, HttpClientFactory? transport = null)
    {
        (_options, _identity, _transport) = (options, identity, transport ?? new StsTransport());
        For(options.Region, options.Strategy);
    }

    public IAmazonSecurityTokenService For(StsRequest request) => For(_options.RegionFor(request.Grant), request.Strategy);

    /// <returns>Why the service has no identity to sign this request with; null where that is open.</returns>
    public StsOutcome.Failed? MissingIdentity(SessionStrategy strategy) =>
        _identity is null && strategy == SessionStrategy.AssumeRole && _options.AsksItself is { } why ? new StsOutcome.Failed(StsFailure.ServiceCredentials, why) : null;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private AmazonSecurityTokenServiceClient For(string region, SessionStrategy strategy) =>
        _clients.GetOrAdd((region, strategy == SessionStrategy.AssumeRole), key => new(() => Create(key.Region, key.Signs))).Value;

    private AmazonSecurityTokenServiceClient Create(string region, bool signs)
    {
        var config = new AmazonSecurityTokenServiceConfig
        {
            // StsCall owns every retry; the endpoint is what the configuration says, never a variable of the SDK.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            HttpClientFactory = _transport,
            IgnoreConfiguredEndpointUrls = true,
            AuthenticationRegion = region,
        };
        if (_options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return (signs, _identity) switch
        {
            (false, _) => new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), config),
            (true, null) => new AmazonSecurityTokenServiceClient(config),
            (true, _) => new AmazonSecurityTokenServiceClient(_identity, config),
        };
    }
}
