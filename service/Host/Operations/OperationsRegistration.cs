using TokenBridge.Host.Operations.Limits;
using TokenBridge.Host.Operations.Telemetry;

namespace TokenBridge.Host.Operations;

/// <summary>Registers this room.</summary>
internal static class OperationsRegistration
{
    public static IServiceCollection AddOperations(this IServiceCollection services, RateLimitOptions limits)
    {
        services.AddSingleton(limits);
        services.AddSingleton<RateLimits>();
        services.AddSingleton<ExchangeMetrics>();
        services.AddSingleton<ProcessMetrics>();
        return services;
    }
}
