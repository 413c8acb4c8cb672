using Microsoft.Extensions.DependencyInjection.Extensions;
using TokenBridge.Host.Tokens.Keys;

namespace TokenBridge.Host.Tokens;

internal static class TokensRegistration
{
    /// <summary>Adds the validator, one <see cref="IssuerKeyRing"/> for each issuer, and the background refresh of all of them.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="issuers">Checked already; their <c>iss</c> differ, or the validator cannot be built.</param>
    /// <param name="limit">How long a token may be.</param>
    public static IServiceCollection AddTokens(this IServiceCollection services, IReadOnlyList<IssuerOptions> issuers, TokenLimit limit)
    {
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(limit);
        services.AddSingleton<TokenMetrics>();
        services.AddSingleton<IssuerDocuments>();
        services.AddSingleton<ValidatedTokenCache>();
        services.AddSingleton<TokenValidator>();
        foreach (var issuer in issuers)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<IssuerKeyRing>(provider, issuer));
        }

        return services.AddHostedService<KeyRefresh>();
    }
}
