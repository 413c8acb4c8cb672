using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Clients;

/// <summary>The AWS SDKs and tools that TokenBridge is tried with.</summary>
internal static class AwsClients
{
    private const string TooOldForSts = "ignores `AWS_ENDPOINT_URL_STS`: it would send the Keycloak token to AWS's public STS";

    /// <summary>Of Debian 12; what a notebook image of some age has.</summary>
    public static AwsClient DebianBoto3 { get; } =
        new("boto3 1.26 (Debian 12)", Ready(Installation.Python), InSuite("read_object.py"), "{endpoint}", "{bucket}", "{key}")
        {
            ReadsTokenFile = false,
            Cannot = new Dictionary<string, string>(StringComparer.Ordinal) { [WayIn.Sts] = TooOldForSts },
        };

    /// <inheritdoc cref="DebianBoto3"/>
    public static AwsClient DebianCli { get; } =
        new("AWS CLI 2.9 (Debian 12)", Ready(Installation.AwsCli), "--endpoint-url", "{endpoint}", "s3", "cp", "s3://{bucket}/{key}", "-")
        {
            ReadsTokenFile = false,
            Cannot = new Dictionary<string, string>(StringComparer.Ordinal) { [WayIn.Sts] = TooOldForSts },
        };

    public static IReadOnlyList<AwsClient> All { get; } =
    [
        new("boto3 1.44", ClientPrograms.PythonAsync, InSuite("read_object.py"), "{endpoint}", "{bucket}", "{key}"),
        DebianBoto3,
        new("AWS CLI 1.46", ClientPrograms.CliAsync, "--endpoint-url", "{endpoint}", "s3", "cp", "s3://{bucket}/{key}", "-"),
        DebianCli,
        new("Go v2 1.47", ClientPrograms.GoAsync, "--s3", "{bucket}", "{key}"),
        new("Java v2 2.57", ClientPrograms.JavaAsync, "--s3", "{bucket}", "{key}"),
        new("JavaScript v3 3.1169", ClientPrograms.JavaScriptAsync, "{bucket}", "{key}"),
        new(".NET v4 4.0.104", ClientPrograms.DotNetAsync, "{bucket}", "{key}"),
    ];

    public static AwsClient Named(string name) => All.Single(client => client.Name == name);

    private static Func<Task<string[]>> Ready(string program) => () => Task.FromResult<string[]>([program]);

    private static string InSuite(string file) => Path.Combine(Installation.SuiteFolder, "Clients", file);
}
