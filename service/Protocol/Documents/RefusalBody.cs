using System.Text.Json.Serialization;

namespace TokenBridge.Protocol.Documents;

/// <summary>
/// A refusal that every AWS SDK can read: Go and Java want <c>code</c> and <c>message</c>, JavaScript <c>Code</c> and <c>Message</c>. A client
/// made from the schema gets the lower-case pair only, because many languages cannot hold both.
/// </summary>
/// <param name="Code">AWS-style, which SDKs print.</param>
/// <param name="Message">For a person; reason and decision id stand in it.</param>
/// <param name="CodeAgain">The same once more.</param>
/// <param name="MessageAgain">The same once more.</param>
/// <param name="Reason">Stable, in snake_case.</param>
/// <param name="DecisionId">Names the exchange.</param>
/// <param name="AcrValues">What to ask Keycloak for, where a stronger login would help.</param>
/// <param name="MaxAge">Seconds since the login, likewise.</param>
/// <param name="Roles">Names to choose from; null where there are none.</param>
internal sealed record RefusalBody(
    string Code,
    string Message,
    [property: JsonPropertyName("Code"), LeftOutOfSchema] string CodeAgain,
    [property: JsonPropertyName("Message"), LeftOutOfSchema] string MessageAgain,
    string Reason,
    string DecisionId,
    string? AcrValues,
    long? MaxAge,
    IReadOnlyList<string>? Roles);
