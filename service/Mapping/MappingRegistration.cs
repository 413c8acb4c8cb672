namespace TokenBridge.Mapping;

/// <summary>Registers this room.</summary>
internal static class MappingRegistration
{
    /// <param name="services">The container.</param>
    /// <param name="options">Where the rules are, and whether to look at them again.</param>
    /// <param name="admission">How they come in.</param>
    /// <param name="rules">Compiled at start.</param>
    public static IServiceCollection AddMapping(this IServiceCollection services, RulesOptions options, RuleSetAdmission admission, RuleSet rules)
    {
        services.AddSingleton<MappingMetrics>();
        services.AddSingleton(provider => new ActiveRuleSet(rules, provider.GetRequiredService<MappingMetrics>()));
        if (options.Reload)
        {
            services.AddSingleton(admission);
            services.AddSingleton<RuleSetReload>();
            services.AddHostedService(provider => provider.GetRequiredService<RuleSetReload>());
        }

        return services;
    }
}
