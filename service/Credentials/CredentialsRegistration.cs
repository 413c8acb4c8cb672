namespace TokenBridge.Credentials;

/// <summary>Registers this room.</summary>
internal static class CredentialsRegistration
{
    public static IServiceCollection AddCredentials(this IServiceCollection services)
    {
        services.AddSingleton<DecisionId>();
        services.AddSingleton<ExchangeDeadline>();
        services.AddSingleton<CallerAdmission>();
        services.AddSingleton<CredentialIssuer>();
        services.AddSingleton<SessionHolder>();
        services.AddSingleton<ExplanationGate>();
        return services;
    }
}
