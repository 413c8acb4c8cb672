namespace TokenBridge.Mapping;

/// <summary>Registers this room.</summary>
internal static class MappingRegistration
{
    public static IServiceCollection AddMapping(this IServiceCollection services, RuleSet rules)
    {
        services.AddSingleton<MappingMetrics>();
        services.AddSingleton(provider => new ActiveRuleSet(rules, provider.GetRequiredService<MappingMetrics>()));
        return services;
    }
}
