using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TokenBridge.Rules.Rendering;

/// <summary>How long a session lives, as rules write it: <c>90s</c>, <c>15m</c>, <c>1h</c>, <c>1h30m</c>. STS allows 15 minutes to 12 hours.</summary>
internal static class SessionDuration
{
    /// <summary>What STS takes where nothing is asked for.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromHours(1);

    private const int MaxDigits = 5;

    /// <param name="text">The candidate.</param>
    /// <param name="duration">Within the bounds, where the result is true.</param>
    /// <param name="fault">What is wrong and what to write, where the result is false.</param>
    public static bool TryParse(string text, out TimeSpan duration, [NotNullWhen(false)] out string? fault)
    {
        fault = !TryRead(text, out duration) ? "is no duration; write it like 90s, 15m, 1h or 1h30m"
            : duration < TimeSpan.FromMinutes(15) || duration > TimeSpan.FromHours(12) ? "is outside what AWS allows; write 15m to 12h"
            : null;
        return fault is null;
    }

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
