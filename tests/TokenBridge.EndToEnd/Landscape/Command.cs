using System.Diagnostics;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>What a finished program said.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <returns>Standard output of a program that ended well.</returns>
    /// <exception cref="InvalidOperationException">It did not; the text holds what it said.</exception>
    public string OrThrow(string what) =>
        ExitCode == 0 ? Output : throw new InvalidOperationException($"{what} ended with {ExitCode}\n{Output}\n{Error}");
}

/// <summary>Runs one program to its end.</summary>
internal static class Command
{
    /// <summary>The slowest is a first start of Keycloak on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <param name="program">A file, or a name on the PATH.</param>
    /// <param name="arguments">Each as it is, no shell in between.</param>
    /// <param name="environment">The whole environment of the program; null inherits this one's.</param>
    /// <param name="input">Its standard input, which is empty where this is null.</param>
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} ran longer than {Limit}", late);
        }
    }
}
