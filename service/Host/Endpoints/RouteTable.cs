using System.Diagnostics.CodeAnalysis;
using TokenBridge.Host.Endpoints.Credentials;
using TokenBridge.Host.Endpoints.Discovery;
using TokenBridge.Host.Endpoints.Explain;
using TokenBridge.Host.Endpoints.Health;
using TokenBridge.Host.Endpoints.Metrics;
using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Host.Endpoints.Roles;
using TokenBridge.Host.Endpoints.Sts;
using TokenBridge.Host.Endpoints.Token;

namespace TokenBridge.Host.Endpoints;

/// <summary>Every route of the service, each with its description. What does not stand here is not there.</summary>
internal static class RouteTable
{
    /// <param name="isIssuer">Whether the service signs web identity tokens, which AWS checks by two documents of it.</param>
    public static List<Type> All(bool isIssuer) =>
    [
        .. Route<GetCredentials, GetCredentialsSummary>(),
        .. Route<GetCredentialsOfRole, GetCredentialsOfRoleSummary>(),
        .. Route<PostToken, PostTokenSummary>(),
        .. Route<PostSts, PostStsSummary>(),
        .. Route<PostStsAtRoot, PostStsAtRootSummary>(),
        .. Route<GetRoles, GetRolesSummary>(),
        .. Route<PostExplain, PostExplainSummary>(),
        .. isIssuer ? Route<GetOpenIdConfiguration, GetOpenIdConfigurationSummary>() : [],
        .. isIssuer ? Route<GetKeys, GetKeysSummary>() : [],
        .. Route<GetLiveness, GetLivenessSummary>(),
        .. Route<GetReadiness, GetReadinessSummary>(),
        .. Route<GetMetrics, GetMetricsSummary>(),
        .. Route<GetOpenApi, GetOpenApiSummary>(),
    ];

    private static Type[] Route<[DynamicallyAccessedMembers(Kept)] TEndpoint, [DynamicallyAccessedMembers(Kept)] TSummary>()
        where TEndpoint : WireEndpoint
        where TSummary : WireSummary<TEndpoint> =>
        [typeof(TEndpoint), typeof(TSummary)];

    /// <summary>What FastEndpoints looks at by reflection stays when the program is trimmed.</summary>
    private const DynamicallyAccessedMemberTypes Kept =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.Interfaces;
}
