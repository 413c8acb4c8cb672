using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Compiling;

/// <summary><c>require</c> of one rule -> <see cref="StepUp"/>.</summary>
internal static class RequireCompiler
{
    private const int MaxValues = 16;
    private const int MaxAcrLength = 128;

    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(365);

    public static StepUp Compile(RequireDocument require, FaultList faults)
    {
        var acr = require.Acr ?? [];
        if (acr.Count > MaxValues)
        {
            faults.Add(acr[0].At, FaultCode.TooLarge, $"'acr' takes at most {MaxValues} values; these are {acr.Count}");
        }

        // RFC 9470 sends them in quotes, separated by spaces.
        foreach (var value in acr.Where(value => value.Text.Length is 0 or > MaxAcrLength || value.Text.AsSpan().ContainsAnyExceptInRange('!', '~') || value.Text.AsSpan().ContainsAny('"', '\\')))
        {
            faults.Add(value.At, FaultCode.Require, $"acr {SafeText.Quote(value.Text)} is not 1 to {MaxAcrLength} printable ASCII characters without spaces, quotes and backslashes");
        }

        return new StepUp([.. acr.Select(value => value.Text).Distinct(StringComparer.Ordinal)], require.MaxAuthAge is { } age ? Age(age, faults) : null);
    }

    private static TimeSpan? Age(Written text, FaultList faults)
    {
        if (SessionDuration.TryRead(text.Text, out var age) && age > TimeSpan.Zero && age <= LongestAge)
        {
            return age;
        }

        faults.Add(text.At, FaultCode.Require, $"max_auth_age {SafeText.Quote(text.Text)} is no duration up to a year; write it like 90s, 15m, 1h or 1h30m");
        return null;
    }
}
