namespace TokenBridge.Host.Exchange;

/// <summary>Registers this room.</summary>
internal static class ExchangeRegistration
{
    public static IServiceCollection AddExchange(this IServiceCollection services)
    {
        services.AddSingleton<DecisionId>();
        services.AddSingleton<ExchangeDeadline>();
        services.AddSingleton<CallerAdmission>();
        services.AddSingleton<CredentialIssuer>();
        services.AddSingleton<RightsInquiry>();
        return services;
    }
}
