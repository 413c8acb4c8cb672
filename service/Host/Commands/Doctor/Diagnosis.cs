namespace TokenBridge.Host.Commands.Doctor;

internal enum DiagnosisState
{
    Ok,

    /// <summary>It works, but somebody should look.</summary>
    Warning,

    /// <summary>Callers will be refused, or the service will not start.</summary>
    Fault,

    /// <summary>Not looked at; it says why.</summary>
    Skipped,
}

/// <summary>One row of the table.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="State">How it is.</param>
/// <param name="Seen">What was seen; never with a secret in it.</param>
/// <param name="Remedy">What to change; null where nothing needs it.</param>
internal sealed record Diagnosis(string Check, DiagnosisState State, string Seen, string? Remedy = null)
{
    public string StateText => State switch
    {
        DiagnosisState.Ok => "ok",
        DiagnosisState.Warning => "warning",
        DiagnosisState.Fault => "FAULT",
        DiagnosisState.Skipped => "skipped",
    };

    public static Diagnosis Ok(string check, string seen) => new(check, DiagnosisState.Ok, seen);

    public static Diagnosis Warning(string check, string seen, string remedy) => new(check, DiagnosisState.Warning, seen, remedy);

    public static Diagnosis Fault(string check, string seen, string remedy) => new(check, DiagnosisState.Fault, seen, remedy);

    public static Diagnosis Skipped(string check, string why) => new(check, DiagnosisState.Skipped, why);

    /// <summary>From a text of the Sts room, which says what was seen and, after the first semicolon, what to change.</summary>
    public static Diagnosis Fault(string check, string detail)
    {
        var parts = detail.Split("; ", 2);
        return Fault(check, parts[0], parts.Length == 2 ? parts[1] : "try again; then look at the network between this machine and STS");
    }
}
