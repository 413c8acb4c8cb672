using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Clients;

/// <summary>
/// An unmodified AWS SDK or tool behind the smallest possible program: its default chain finds the credentials, and one object is read. The
/// program ends with 0, or says what the SDK says on standard error.
/// </summary>
/// <param name="Name">With the version, as the table of <c>docs/clients.md</c> has it.</param>
/// <param name="ProgramAsync">The program and its first arguments, installed when first asked for.</param>
/// <param name="Arguments">What follows; <c>{endpoint}</c>, <c>{bucket}</c> and <c>{key}</c> are filled in.</param>
internal sealed record AwsClient(string Name, Func<Task<string[]>> ProgramAsync, params string[] Arguments)
{
    /// <summary>Whether it knows <c>AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE</c>.</summary>
    public bool ReadsTokenFile { get; init; } = true;

    /// <summary>Ways that it cannot go, and why.</summary>
    public IReadOnlyDictionary<string, string> Cannot { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <param name="way">One of <see cref="WayIn"/>.</param>
    /// <param name="service">TokenBridge, or an address where nobody answers.</param>
    /// <param name="token">A Keycloak access token.</param>
    /// <param name="s3">Where the object is.</param>
    /// <param name="key">Of the object.</param>
    /// <param name="more">Variables that are set besides.</param>
    public async Task<CommandResult> ReadAsync(string way, Uri service, string token, Uri s3, string key, params (string Name, string Value)[] more)
    {
        var program = await ProgramAsync();
        var endpoint = s3.GetLeftPart(UriPartial.Authority);
        var arguments = Arguments.Select(argument => argument
            .Replace("{endpoint}", endpoint, StringComparison.Ordinal)
            .Replace("{bucket}", ObjectGateway.Bucket, StringComparison.Ordinal)
            .Replace("{key}", key, StringComparison.Ordinal));
        var environment = ClientEnvironment.Of(this, way, service, token, endpoint);
        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }

        return await Command.RunAsync(program[0], [.. program.Skip(1), .. arguments], environment);
    }
}
