using System.Globalization;
using TokenBridge.Protocol;

namespace TokenBridge.Rules.Rendering;

/// <summary>How long a session lives, as rules write it: <c>90s</c>, <c>15m</c>, <c>1h</c>, <c>1h30m</c>. STS allows 15 minutes to 12 hours.</summary>
internal static class SessionDuration
{
    /// <summary>What STS takes where nothing is asked for.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromHours(1);

    private const int MaxDigits = 5;

    /// <returns>The duration, within the bounds; or what is wrong with the text and what to write.</returns>
    public static Result<TimeSpan, string> Read(string text) =>
        !TryRead(text, out var duration) ? "is no duration; write it like 90s, 15m, 1h or 1h30m"
        : duration < TimeSpan.FromMinutes(15) || duration > TimeSpan.FromHours(12) ? "is outside what AWS allows; write 15m to 12h"
        : duration;

    /// <summary>Without the bounds of sessions.</summary>
    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        foreach (var (unit, length) in new[] { ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1)), ('s', TimeSpan.FromSeconds(1)) })
        {
            var digits = rest.IndexOf(unit);
            if (digits < 0)
            {
                continue;
            }

            if (digits > MaxDigits || !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return false;
            }

            duration += length * count;
            rest = rest[(digits + 1)..];
        }

        return text.Length > 0 && rest.IsEmpty;
    }
}
