using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Clients;

/// <summary>Installs each client once, below the run folder, and says how it is started.</summary>
internal static class ClientPrograms
{
    private static readonly string Folder = Path.Combine(Installation.RunFolder, "clients");
    private static readonly string SharedClients = Path.Combine(Installation.Shared, "clients");

    private static readonly Lazy<Task<string>> Python = Once("python", """
        mkdir wheels && tar -xJf "$SHARED/python/wheels.tar.xz" -C wheels --strip-components 1
        /usr/bin/python3 -m venv . && bin/pip install --quiet --disable-pip-version-check --no-index --find-links wheels boto3 awscli
        rm -r wheels
        """);

    private static readonly Lazy<Task<string>> Go = Once("go", """
        xz -dkc "$SHARED/go/aws-go-client.xz" > aws-go-client
        chmod +x aws-go-client
        """);

    private static readonly Lazy<Task<string>> JavaScript = Once("javascript", """
        cp "$SUITE/Clients/javascript/"* .
        npm ci --no-audit --no-fund
        """);

    /// <summary>The newest boto3.</summary>
    public static async Task<string[]> PythonAsync() => [Path.Combine(await Python.Value, "bin", "python")];

    /// <summary>The newest AWS CLI v1.</summary>
    public static async Task<string[]> CliAsync() => [Path.Combine(await Python.Value, "bin", "aws")];

    public static async Task<string[]> GoAsync() => [Path.Combine(await Go.Value, "aws-go-client")];

    public static Task<string[]> JavaAsync() => Task.FromResult<string[]>(["java", "-jar", Path.Combine(SharedClients, "java", "aws-java-client.jar")]);

    public static async Task<string[]> JavaScriptAsync() => ["node", Path.Combine(await JavaScript.Value, "read-object.mjs")];

    /// <summary>Built with these tests, as the service is.</summary>
    public static Task<string[]> DotNetAsync() =>
        Task.FromResult<string[]>(
            [Path.Combine(Installation.Root, "artifacts", "bin", "TokenBridge.EndToEnd.Client", new DirectoryInfo(AppContext.BaseDirectory).Name, "TokenBridge.EndToEnd.Client")]);

    /// <param name="name">Of its folder.</param>
    /// <param name="script">Run in that folder, in this process's own environment: package registries are configured there.</param>
    private static Lazy<Task<string>> Once(string name, string script) => new(async () =>
    {
        var folder = Path.Combine(Folder, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        (await Command.RunAsync("/bin/sh", ["-euc", $"SHARED=$0 SUITE=$1; cd \"$2\"\n{script}", SharedClients, Installation.SuiteFolder, folder])).OrThrow($"installing the client {name}");
        return folder;
    });
}
