namespace TokenBridge.Mapping;

/// <summary>Registers this room.</summary>
internal static class MappingRegistration
{
    /// <param name="services">The container.</param>
    /// <param name="options">Where the rules are, and whether to look at them again.</param>
    /// <param name="context">What they are compiled against.</param>
    /// <param name="rules">Compiled at start.</param>
    public static IServiceCollection AddMapping(this IServiceCollection services, RulesOptions options, RuleSetContext context, RuleSet rules)
    {
        services.AddSingleton<MappingMetrics>();
        services.AddSingleton(provider => new ActiveRuleSet(rules, provider.GetRequiredService<MappingMetrics>()));
        if (options.Reload)
        {
            services.AddSingleton(options);
            services.AddSingleton(context);
            services.AddSingleton<RuleSetReload>();
            services.AddHostedService(provider => provider.GetRequiredService<RuleSetReload>());
        }

        return services;
    }
}
