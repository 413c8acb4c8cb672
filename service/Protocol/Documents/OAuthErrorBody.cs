namespace TokenBridge.Protocol.Documents;

/// <summary>The error object of RFC 6749, 5.2, with what every refusal here carries beside it.</summary>
/// <param name="Error">Of RFC 6749 and RFC 8693.</param>
/// <param name="ErrorDescription">For a person; reason and decision id stand in it.</param>
/// <param name="Reason">Stable, in snake_case.</param>
/// <param name="DecisionId">Names the exchange.</param>
/// <param name="AcrValues">What to ask Keycloak for, where a stronger login would help.</param>
/// <param name="MaxAge">Seconds since the login, likewise.</param>
/// <param name="Roles">Names to choose from; null where there are none.</param>
internal sealed record OAuthErrorBody(
    string Error, string ErrorDescription, string Reason, string DecisionId, string? AcrValues, long? MaxAge, IReadOnlyList<string>? Roles);
