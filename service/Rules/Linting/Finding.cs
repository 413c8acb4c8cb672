using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Linting;

/// <summary>How <c>rules check</c> writes.</summary>
internal enum FindingFormat
{
    Text,
    Json,
    Github,
    Sarif,
}

/// <summary>A fault or a warning, where it is.</summary>
/// <param name="File">As the operator named it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
/// <param name="IsError">Else a warning.</param>
/// <param name="Code">Stable.</param>
/// <param name="Message">One line.</param>
internal sealed record Finding(string File, int Line, int Column, bool IsError, string Code, string Message)
{
    /// <summary>How many it stands for: one, but for the last of a list that leaves the others out.</summary>
    public int Count { get; init; } = 1;

    public string Severity => IsError ? "error" : "warning";

    public static Finding Of(RuleFault fault) => new(fault.File, fault.Line, fault.Column, true, fault.Code, fault.Message) { Count = fault.Count };

    public static Finding Of(RuleWarning warning) => new(warning.At.File, warning.At.Line, warning.At.Column, false, warning.Code, warning.Message);

    /// <summary>Compiler form, so that editors and CI can jump to it.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Severity} {Code}: {Message}";
}
