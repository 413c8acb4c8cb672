using System.Diagnostics;

namespace TokenBridge.Host.Tokens;

/// <summary>The spans of this room, and the names that spans and metrics share.</summary>
internal static class TokenTelemetry
{
    public const string Name = "TokenBridge.Tokens";

    public const string Issuer = "issuer";
    public const string Outcome = "outcome";
    public const string Reason = "reason";
    public const string Cache = "cache";

    public static readonly ActivitySource Source = new(Name);
}
