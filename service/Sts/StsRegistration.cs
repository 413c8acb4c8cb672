using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace TokenBridge.Sts;

/// <summary>Registers this room.</summary>
internal static class StsRegistration
{
    /// <param name="services">The container.</param>
    /// <param name="options">Who calls, where.</param>
    /// <param name="cache">Bounds of the credential cache.</param>
    /// <param name="webIdentity">Issuer and key; only for strategy WebIdentity.</param>
    /// <param name="identity">For strategy AssumeRole; null takes the AWS SDK's default chain.</param>
    public static IServiceCollection AddSts(
        this IServiceCollection services,
        StsOptions options,
        CredentialCacheOptions cache,
        (WebIdentityOptions Options, WebIdentityKey Key)? webIdentity,
        AWSCredentials? identity)
    {
        services.AddSingleton(options);
        services.AddSingleton(cache);
        services.AddSingleton<CredentialCache>();
        services.AddSingleton<RefusalMemory>();
        services.AddSingleton<StsMetrics>();
        services.AddSingleton<IAmazonSecurityTokenService>(_ => CreateClient(options, identity));
        if (webIdentity is { } signer)
        {
            services.AddSingleton(signer.Options);
            services.AddSingleton(signer.Key);
            services.AddSingleton<WebIdentityTokenMint>();
        }

        services.AddSingleton(provider => new RoleAssumer(
            options,
            provider.GetRequiredService<IAmazonSecurityTokenService>(),
            provider.GetService<WebIdentityTokenMint>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => new StsWarmUp(options, provider.GetRequiredService<TimeProvider>(), provider.GetService<WebIdentityTokenMint>()));
        services.AddSingleton<StsCall>();
        services.AddSingleton<CredentialBroker>();
        return services;
    }

    private static AmazonSecurityTokenServiceClient CreateClient(StsOptions options, AWSCredentials? identity)
    {
        var config = new AmazonSecurityTokenServiceConfig
        {
            // StsCall owns every retry; the endpoint is what the configuration says, never a variable of the SDK.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            HttpClientFactory = new StsTransport(),
            IgnoreConfiguredEndpointUrls = true,
            AuthenticationRegion = options.Region,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return options.Strategy switch
        {
            StsStrategy.AssumeRole when identity is null => new AmazonSecurityTokenServiceClient(config),
            StsStrategy.AssumeRole => new AmazonSecurityTokenServiceClient(identity, config),
            StsStrategy.WebIdentity or StsStrategy.PassThrough => new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), config),
        };
    }
}
