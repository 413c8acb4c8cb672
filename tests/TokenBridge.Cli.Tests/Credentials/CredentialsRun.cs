using System.CommandLine;
using System.Text;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Tests.Credentials;

/// <summary>A folder as home, variables, a clock and standard input for runs of <c>tokenbridge credentials</c>.</summary>
internal sealed class CredentialsRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-tests-");

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string Home => _folder.FullName;

    public string Cache => Path.Combine(Home, ".cache", "tokenbridge");

    public string TokenFile => Path.Combine(Home, "token");

    public string StandardInput { get; set; } = "";

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public IReadOnlyList<string> Program { get; set; } = ["/opt/tokenbridge/tokenbridge"];

    /// <summary>The sessions on disk.</summary>
    public IReadOnlyList<string> Kept => Directory.Exists(Cache) ? Directory.GetFiles(Cache, "*.json") : [];

    /// <summary>What stands on standard input; default: <see cref="StandardInput"/>.</summary>
    public Func<Stream>? OpenInput { get; set; }

    public void WriteToken(string text) => WriteToken(Encoding.UTF8.GetBytes(text));

    /// <summary>For its owner alone.</summary>
    public void WriteToken(byte[] bytes)
    {
        File.WriteAllBytes(TokenFile, bytes);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(TokenFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public async Task<(int Exit, string Output, string Error)> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await RunAsync(words, output, error, CancellationToken.None);
        return (exit, output.ToString(), error.ToString());
    }

    public Task<int> RunAsync(string[] words, TextWriter output, TextWriter error, CancellationToken cancellationToken) => TokenBridgeCommand.RunAsync(
        ["credentials", .. words],
        new InvocationConfiguration { Output = output, Error = error },
        new CommandEnvironment
        {
            Variable = name => name == "HOME" && !Variables.ContainsKey(name) ? Home : Variables.GetValueOrDefault(name),
            StandardInput = OpenInput ?? (() => new MemoryStream(Encoding.UTF8.GetBytes(StandardInput))),
            Program = Program,
            Time = Time,
        },
        cancellationToken);

    public void Dispose() => _folder.Delete(recursive: true);
}
