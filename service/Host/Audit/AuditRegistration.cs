using TokenBridge.Host.Audit.Records;
using TokenBridge.Host.Audit.Writing;

namespace TokenBridge.Host.Audit;

/// <summary>Registers this room.</summary>
internal static class AuditRegistration
{
    /// <param name="services">The container.</param>
    /// <param name="options">Say what records show.</param>
    /// <param name="sink">Where records go.</param>
    /// <param name="start">The first record.</param>
    public static IServiceCollection AddAudit(this IServiceCollection services, AuditOptions options, AuditSink sink, StartRecord start)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new AuditLog(
            sink,
            start,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AuditLog>>()));
        services.AddHostedService(provider => provider.GetRequiredService<AuditLog>());
        return services;
    }
}
