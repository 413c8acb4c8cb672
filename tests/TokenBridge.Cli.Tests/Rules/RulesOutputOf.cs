using System.CommandLine;

namespace TokenBridge.Cli.Tests.Rules;

/// <summary>What one run of the command line printed, and how it ended.</summary>
internal sealed record RulesOutputOf(int ExitCode, string Output, string Error)
{
    /// <summary>The rules that ship with the service.</summary>
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml");

    /// <summary>Of the repository.</summary>
    public static string Root { get; } = FindRoot();

    public static async Task<RulesOutputOf> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await TokenBridgeCommand.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error });
        return new RulesOutputOf(code, output.ToString(), error.ToString());
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TokenBridge.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
