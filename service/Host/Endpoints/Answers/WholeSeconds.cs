namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>Times are written as <c>2026-11-21T19:30:00Z</c>, the only form that all SDKs parse: no fraction, no offset.</summary>
internal static class WholeSeconds
{
    public static DateTime Of(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
