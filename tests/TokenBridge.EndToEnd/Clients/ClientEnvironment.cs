using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Clients;

/// <summary>The whole environment of a client: one way in and nothing that wins over it, such as a profile, a key or an earlier run's cache.</summary>
internal static class ClientEnvironment
{
    /// <summary>Names no role: the caller's only one is meant.</summary>
    private const string DefaultRole = "arn:aws:iam::000000000000:role/default";

    public static Dictionary<string, string> Of(AwsClient client, string way, Uri service, string token, string s3)
    {
        var home = EmptyHome();
        var tokenFile = Path.Combine(home, "token");
        // Without a final newline, which every SDK would refuse in a header.
        File.WriteAllText(tokenFile, token);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/bin:/bin",
            ["HOME"] = home,
            // boto3 and the AWS CLI read the second one only.
            ["AWS_REGION"] = "us-east-1",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_ENDPOINT_URL_S3"] = s3,
            // What the AWS SDK for JavaScript says of node's age is not of interest here.
            ["NODE_NO_WARNINGS"] = "1",
        };
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } dotnet)
        {
            environment["DOTNET_ROOT"] = dotnet;
        }

        switch (way)
        {
            case WayIn.Container:
                environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{new Uri(service, "/v1/credentials")}";
                environment[client.ReadsTokenFile ? "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE" : "AWS_CONTAINER_AUTHORIZATION_TOKEN"] = client.ReadsTokenFile ? tokenFile : token;
                break;
            case WayIn.Sts:
                environment["AWS_ENDPOINT_URL_STS"] = $"{new Uri(service, "/sts")}";
                environment["AWS_ROLE_ARN"] = DefaultRole;
                environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = tokenFile;
                break;
            case WayIn.Process:
                var process = $"{Installation.Command} credentials --url {service.GetLeftPart(UriPartial.Authority)} --token-file {tokenFile}";
                Directory.CreateDirectory(Path.Combine(home, ".aws"));
                File.WriteAllText(Path.Combine(home, ".aws", "config"), $"[default]\nregion = us-east-1\ncredential_process = {process}\n");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(way), way, "no such way");
        }

        return environment;
    }

    private static string EmptyHome()
    {
        var home = Path.Combine(Installation.RunFolder, "home");
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }

        return Directory.CreateDirectory(home).FullName;
    }
}
