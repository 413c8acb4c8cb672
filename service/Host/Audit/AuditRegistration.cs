namespace TokenBridge.Host.Audit;

/// <summary>Registers this room.</summary>
internal static class AuditRegistration
{
    /// <param name="services">The container.</param>
    /// <param name="sink">Where records go.</param>
    public static IServiceCollection AddAudit(this IServiceCollection services, Stream sink)
    {
        services.AddSingleton(provider => new AuditLog(
            sink,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AuditLog>>()));
        services.AddHostedService(provider => provider.GetRequiredService<AuditLog>());
        return services;
    }
}
