using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Clients;

/// <summary>
/// An unmodified AWS client that finds TokenBridge as it would find a container's credentials: by
/// <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c> and a token, in an environment that holds nothing else.
/// </summary>
internal static class SdkClient
{
    public const string Boto3 = "boto3";
    public const string AwsCli = "AWS CLI";
    public const string Go = "AWS SDK for Go";

    /// <summary>Reads one object; on success the output tells of its content.</summary>
    public static Task<CommandResult> ReadAsync(string client, Uri credentials, string token, Uri s3, string key)
    {
        var environment = Environment(credentials);
        var endpoint = s3.GetLeftPart(UriPartial.Authority);
        switch (client)
        {
            case Boto3:
                environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = $"Bearer {token}";
                return Command.RunAsync(Installation.Python, [Path.Combine(Installation.SuiteFolder, "Clients", "read_object.py"), endpoint, ObjectGateway.Bucket, key], environment);
            case AwsCli:
                environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = token;
                return Command.RunAsync(Installation.AwsCli, ["--endpoint-url", endpoint, "s3", "cp", $"s3://{ObjectGateway.Bucket}/{key}", "-"], environment);
            case Go:
                environment["AWS_ENDPOINT_URL_S3"] = endpoint;
                environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = WriteToken(token);
                return ReadWithGoAsync(environment, key);
            default:
                throw new ArgumentOutOfRangeException(nameof(client), client, "no such client");
        }
    }

    private static async Task<CommandResult> ReadWithGoAsync(Dictionary<string, string> environment, string key)
    {
        var program = Path.Combine(Installation.RunFolder, "aws-go-client");
        if (!File.Exists(program))
        {
            // A shell, because the program is no text.
            (await Command.RunAsync("/bin/sh", ["-c", "xz -dkc \"$0\" > \"$1\" && chmod +x \"$1\"", Path.Combine(Installation.Shared, "clients", "go", "aws-go-client.xz"), program]))
                .OrThrow("unpacking the Go client");
        }

        return await Command.RunAsync(program, ["--s3", ObjectGateway.Bucket, key], environment);
    }

    /// <summary>Without a final newline, which every SDK would refuse.</summary>
    private static string WriteToken(string token)
    {
        var file = Path.Combine(Installation.RunFolder, "token");
        File.WriteAllText(file, token);
        return file;
    }

    private static Dictionary<string, string> Environment(Uri credentials) => new(StringComparer.Ordinal)
    {
        ["PATH"] = "/usr/bin:/bin",
        // No profile, no cache of an earlier run.
        ["HOME"] = Directory.CreateDirectory(Path.Combine(Installation.RunFolder, "home")).FullName,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{credentials}",
    };
}
