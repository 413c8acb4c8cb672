using TokenBridge.EndToEnd.Clients;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>A shell into which lines are pasted, of somebody who has AWS settings of their own and a proxy; it stops at the first line that fails.</summary>
internal static class PastingShell
{
    public const string Debian = "AWS CLI 2.9 and boto3 1.26 (Debian 12)";
    public const string Newest = "the newest AWS CLI and boto3";

    /// <param name="shell">A program such as <c>/bin/sh</c>.</param>
    /// <param name="clients">Which AWS CLI and boto3 are on the path.</param>
    /// <param name="lines">As they are printed.</param>
    public static async Task<CommandResult> RunAsync(string shell, string clients, string lines)
    {
        var home = Directory.CreateTempSubdirectory("tokenbridge-paste-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(home, ".aws"));
            await File.WriteAllTextAsync(Path.Combine(home, ".aws", "credentials"), "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = own\n");
            var newest = clients == Newest ? $"{Path.GetDirectoryName((await ClientPrograms.CliAsync())[0])}:" : "";
            string[] programs = [Path.GetDirectoryName(Installation.Command)!, Path.GetDirectoryName(Installation.Service)!];
            return await Command.RunAsync(shell, ["-euc", lines], new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = $"{newest}/usr/bin:/bin:{string.Join(':', programs)}",
                ["HOME"] = home,
                ["LANG"] = "C.UTF-8",
                ["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "",
                ["AWS_PROFILE"] = "somebody-else",
                ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
                ["AWS_SECRET_ACCESS_KEY"] = "own",
                // Port 9 (discard): nobody listens.
                ["http_proxy"] = "http://127.0.0.1:9",
                ["https_proxy"] = "http://127.0.0.1:9",
            });
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
