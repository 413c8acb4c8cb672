using System.Reflection;

namespace TokenBridge.Protocol.Terminal;

/// <summary>What a command takes from the process around it.</summary>
internal sealed record CommandEnvironment
{
    public static CommandEnvironment OfProcess { get; } = new()
    {
        Variable = Environment.GetEnvironmentVariable,
        StandardInput = Console.OpenStandardInput,
        Program = ProgramOfProcess(),
    };

    /// <summary>An environment variable; null where it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required Func<Stream> StandardInput { get; init; }

    /// <summary>The words that start this program again, with absolute paths.</summary>
    public required IReadOnlyList<string> Program { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A variable that holds something.</summary>
    public string? Setting(string name) => Variable(name) is { Length: > 0 } text ? text : null;

    /// <summary>Null where nobody says where it is.</summary>
    public string? Home() => Setting(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { } home && Path.IsPathFullyQualified(home) ? home : null;

    /// <summary>Where <c>dotnet</c> runs it, its name alone would start something else.</summary>
    private static IReadOnlyList<string> ProgramOfProcess()
    {
        var process = Environment.ProcessPath ?? "tokenbridge";
        var isHosted = Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHosted ? [process, Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetEntryAssembly()!.GetName().Name}.dll")] : [process];
    }
}
