using Amazon.Runtime;
using Polly.Registry;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Host.Sts.WebIdentity;

namespace TokenBridge.Host.Sts;

/// <summary>Registers this room.</summary>
internal static class StsRegistration
{
    /// <param name="services">The container.</param>
    /// <param name="options">Who calls, where.</param>
    /// <param name="cache">Bounds of the credential cache.</param>
    /// <param name="webIdentity">Issuer and key; for strategy WebIdentity, of the configuration or of a grant.</param>
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
        services.AddSingleton<IssuedSessions>();
        services.AddSingleton<RefusalCache>();
        services.AddSingleton<StsMetrics>();
        services.AddSingleton(_ => new StsClients(options, identity));
        if (webIdentity is { } signer)
        {
            services.AddSingleton(signer.Options);
            services.AddSingleton(signer.Key);
            services.AddSingleton<WebIdentityTokenMint>();
        }

        services.AddSingleton(provider => new RoleAssumer(
            options,
            provider.GetRequiredService<StsClients>(),
            new StsFault(options, webIdentity?.Options),
            provider.GetService<WebIdentityTokenMint>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => new StsWarmUp(options, provider.GetRequiredService<TimeProvider>(), provider.GetService<WebIdentityTokenMint>()));
        services.AddSingleton<RoleDurations>();

        // As an instance, so that the container does not dispose of it: there is nothing to give back, and it would wait up to 30 s for calls
        // that are under way when the service ends.
        services.AddSingleton(new ResiliencePipelineRegistry<CircuitKey>(CircuitKey.Naming));
        services.AddSingleton<StsCircuits>();
        services.AddSingleton<StsOutages>();
        services.AddSingleton<StsCall>();
        services.AddSingleton<CredentialBroker>();
        return services;
    }
}
