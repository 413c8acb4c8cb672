namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>A form for a token endpoint.</summary>
internal sealed record TokenRequest(Uri Endpoint, IReadOnlyDictionary<string, string> Fields);
