using TokenBridge.Host.Endpoints.Explain;
using TokenBridge.Host.Endpoints.Sts;

namespace TokenBridge.Host.Endpoints;

/// <summary>Registers what single routes need beyond the exchange.</summary>
internal static class EndpointsRegistration
{
    public static IServiceCollection AddEndpoints(this IServiceCollection services)
    {
        services.AddSingleton<SessionOwner>();
        services.AddSingleton<ExplanationGate>();
        return services;
    }
}
