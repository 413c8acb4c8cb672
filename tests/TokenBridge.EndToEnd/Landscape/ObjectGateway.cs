namespace TokenBridge.EndToEnd.Landscape;

/// <summary>A real Ceph object gateway: the STS that TokenBridge calls, and the S3 that enforces the session's tags.</summary>
internal sealed class ObjectGateway
{
    public const string Bucket = "datasets";

    private readonly string _folder = Path.Combine(Installation.RunFolder, "ceph");
    private readonly string _scripts = Path.Combine(Installation.SuiteFolder, "ceph");
    private readonly int _port = LoopbackHttp.FreePort();

    public Uri Endpoint => new($"http://127.0.0.1:{_port}");

    public async Task StartAsync() =>
        (await Command.RunAsync(Path.Combine(_scripts, "up"), [_folder, "--port", $"{_port}"])).OrThrow("the start of the object gateway");

    /// <summary>Makes the gateway trust <paramref name="issuer"/>, which must answer by now; fills the bucket.</summary>
    public Task ProvisionAsync(Uri issuer) => ProvisionAsync("--issuer", $"{issuer.GetLeftPart(UriPartial.Authority)}");

    /// <summary>Makes the gateway trust a Keycloak realm itself, for the role <c>department-reader</c>.</summary>
    public Task TrustKeycloakAsync(Uri realm) => ProvisionAsync("--pass-through", "--issuer", $"{realm}");

    private async Task ProvisionAsync(params string[] what) =>
        (await Command.RunAsync(
            Path.Combine(_scripts, "provision"),
            ["--gateway", $"{Endpoint.GetLeftPart(UriPartial.Authority)}", "--keys", Path.Combine(_folder, "admin.env"), .. what]))
        .OrThrow("the provisioning of the object gateway");

    /// <summary>Makes roles that read what the department tag of a session lets them.</summary>
    /// <param name="file">JSON: a trust policy for each name.</param>
    public Task<CommandResult> MakeRolesAsync(string file) =>
        Command.RunAsync(Path.Combine(_scripts, "provision"), ["--gateway", $"{Endpoint.GetLeftPart(UriPartial.Authority)}", "--keys", Path.Combine(_folder, "admin.env"), "--roles", file]);

    public async Task StopAsync()
    {
        if (Directory.Exists(_folder))
        {
            (await Command.RunAsync(Path.Combine(_scripts, "down"), [_folder])).OrThrow("the stop of the object gateway");
        }
    }

    public string LogEnds() => LogEnd.Of("object gateway", Path.Combine(_folder, "client.rgw.log"));
}
