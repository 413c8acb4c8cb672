namespace TokenBridge.EndToEnd.Landscape;

/// <summary>Where the parts lie on this machine, and which of them do not.</summary>
internal static class Installation
{
    public const string Python = "/usr/bin/python3";
    public const string AwsCli = "/usr/bin/aws";
    public const string Logrotate = "/usr/sbin/logrotate";

    private static readonly string[] Programs =
        ["ceph", "ceph-mon", "ceph-osd", "ceph-authtool", "monmaptool", "radosgw", "radosgw-admin", "java", "curl", "jq", "xz", "promtool", "node", "npm", Python, AwsCli, Logrotate];

    public static string Root { get; } = FindRoot();

    public static string Shared { get; } =
        Path.GetFullPath(Environment.GetEnvironmentVariable("TOKENBRIDGE_SHARED") is { Length: > 0 } given ? given : Path.Combine(Root, "..", "shared"));

    /// <summary>Databases, logs and the summary of a run; kept until the next one.</summary>
    public static string RunFolder { get; } = Path.Combine(Root, "artifacts", "end-to-end");

    /// <summary>The rules that the project ships.</summary>
    public static string ShippedRules { get; } = Path.Combine(Root, "mapper-config", "rules.yaml");

    public static string SuiteFolder { get; } = Path.Combine(Root, "tests", "TokenBridge.EndToEnd");

    /// <summary>The service as it was built with these tests: the same configuration, its own output folder.</summary>
    public static string Service { get; } = Built("TokenBridge.Host", "tokenbridge-service");

    /// <summary>The command: as published where <c>TOKENBRIDGE_COMMAND</c> names it, else as built with these tests.</summary>
    public static string Command { get; } =
        Environment.GetEnvironmentVariable("TOKENBRIDGE_COMMAND") is { Length: > 0 } published ? Path.GetFullPath(published) : Built("TokenBridge.Cli", "tokenbridge");

    public static IReadOnlyList<string> Missing { get; } =
    [
        .. Programs.Where(program => !IsInstalled(program)).Select(program => $"program {program}"),
        .. new[] { "keycloak/up", "clients/go/aws-go-client.xz", "clients/java/aws-java-client.jar", "clients/python/wheels.tar.xz", "tools/cfn-lint-wheels.tar.xz" }.Select(file => Path.Combine(Shared, file))
            .Where(file => !File.Exists(file)).Select(file => $"file {file} (TOKENBRIDGE_SHARED)"),
    ];

    private static string Built(string project, string program) =>
        Path.Combine(Root, "artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name, program);

    private static bool IsInstalled(string program) =>
        Path.IsPathRooted(program)
            ? File.Exists(program)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TokenBridge.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no TokenBridge.sln above {AppContext.BaseDirectory}");
    }
}
