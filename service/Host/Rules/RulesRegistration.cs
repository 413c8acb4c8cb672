using TokenBridge.Rules;

namespace TokenBridge.Host.Rules;

/// <summary>Registers this room.</summary>
internal static class RulesRegistration
{
    /// <param name="services">The container.</param>
    /// <param name="options">Where the rules are, and whether to look at them again unasked.</param>
    /// <param name="admission">How they come in.</param>
    /// <param name="rules">Compiled at start.</param>
    public static IServiceCollection AddRules(this IServiceCollection services, RulesOptions options, RuleSetAdmission admission, RuleSet rules)
    {
        services.AddSingleton<RulesMetrics>();
        services.AddSingleton(provider => new ActiveRuleSet(rules, provider.GetRequiredService<RulesMetrics>()));
        services.AddSingleton(admission);
        services.AddSingleton<RuleSetReload>();
        if (options.Reload)
        {
            services.AddHostedService(provider => provider.GetRequiredService<RuleSetReload>());
        }

        return services;
    }
}
