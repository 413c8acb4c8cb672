namespace TokenBridge.Rules.Reading.Faults;

/// <summary>One thing wrong in a rules file, where it is, and what to write instead.</summary>
/// <param name="File">The file as the operator named it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Code">Stable: <c>TB1xx</c>.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
internal sealed record RuleFault(string File, int Line, int Column, string Code, string Message)
{
    /// <summary>How many it stands for: one, but for the last of a list that leaves the others out.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Compiler form, so that editors and CI can jump to it.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: error {Code}: {Message}";
}
