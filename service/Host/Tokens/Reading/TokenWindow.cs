using System.Runtime.InteropServices;

namespace TokenBridge.Host.Tokens.Reading;

/// <summary>When a token is acceptable, clock skew included: from the first instant, before the second.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenWindow(DateTimeOffset From, DateTimeOffset Until)
{
    public bool Contains(DateTimeOffset now) => now >= From && now < Until;
}
