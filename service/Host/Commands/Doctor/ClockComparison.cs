using System.Globalization;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>Another machine's clock, by the <c>Date</c> of its answer, beside this one's.</summary>
internal static class ClockComparison
{
    /// <summary>Machines that ask a time server differ by less.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);

    /// <param name="check">Whose clock it is.</param>
    /// <param name="before">When it was asked.</param>
    /// <param name="theirs">What it said: whole seconds, written at some moment between asking and reading.</param>
    /// <param name="after">When its answer was there.</param>
    /// <param name="most">More is a fault.</param>
    /// <param name="consequence">What more does.</param>
    public static Diagnosis Of(string check, DateTimeOffset before, DateTimeOffset theirs, DateTimeOffset after, TimeSpan most, string consequence)
    {
        var earliest = theirs - after;
        var latest = theirs + TimeSpan.FromSeconds(1) - before;
        var skew = earliest > TimeSpan.Zero ? earliest : latest < TimeSpan.Zero ? -latest : TimeSpan.Zero;
        var seen = string.Create(CultureInfo.InvariantCulture, $"{skew.TotalSeconds:0} s {(earliest > TimeSpan.Zero ? "ahead of" : "behind")} this machine");
        return skew > most ? Diagnosis.Fault(check, seen, $"set both clocks by a time server: {consequence}")
            : skew > Noticeable ? Diagnosis.Warning(check, seen, "set both clocks by a time server")
            : Diagnosis.Ok(check, "the same as here");
    }
}
