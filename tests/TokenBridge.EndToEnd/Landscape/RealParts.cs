using System.Security.Cryptography;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>Keycloak, the object gateway and TokenBridge between them, started once for all tests.</summary>
public sealed class RealParts(IMessageSink runner) : IAsyncLifetime
{
    private readonly string _signingKey = Path.Combine(Installation.RunFolder, "signing.pem");
    private TokenBridgeProcess? _service;

    internal Keycloak Keycloak { get; } = new();

    internal ObjectGateway Gateway { get; } = new();

    internal TokenBridgeProcess Service => _service ?? throw new InvalidOperationException("TokenBridge is not running");

    internal RunSummary Summary { get; } = new(Path.Combine(Installation.RunFolder, "summary.txt"));

    internal static string AuditFile(string name) => Path.Combine(Installation.RunFolder, name, "audit.jsonl");

    public async Task InitializeAsync()
    {
        // xunit makes fixtures for skipped tests too.
        if (EndToEndMode.SkipReason is { } reason)
        {
            runner.OnMessage(new DiagnosticMessage($"end-to-end tests skipped: {reason}"));
            return;
        }

        if (Installation.Missing is { Count: > 0 } missing)
        {
            throw new InvalidOperationException($"not installed: {string.Join("; ", missing)}");
        }

        Directory.CreateDirectory(Installation.RunFolder);
        Summary.Clear();
        await File.WriteAllTextAsync(_signingKey, RSA.Create(2048).ExportPkcs8PrivateKeyPem());
        await Task.WhenAll(Keycloak.StartAsync(fresh: true), Gateway.StartAsync());
        var port = Loopback.FreePort();
        _service = await TokenBridgeProcess.StartAsync("tokenbridge", port, Settings("tokenbridge", new Uri($"http://127.0.0.1:{port}")));
        await Gateway.ProvisionAsync(_service.Url);
    }

    public async Task DisposeAsync()
    {
        if (EndToEndMode.SkipReason is not null)
        {
            return;
        }

        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        await Task.WhenAll(Keycloak.StopAsync(), Gateway.StopAsync());
    }

    /// <summary>Starts a second TokenBridge that signs as the first one, whose keys the gateway fetches.</summary>
    internal Task<TokenBridgeProcess> StartSecondAsync(string name, params (string Key, string Value)[] changes)
    {
        var settings = Settings(name, Service.Url);
        foreach (var (key, value) in changes)
        {
            settings[key] = value;
        }

        return TokenBridgeProcess.StartAsync(name, Loopback.FreePort(), settings);
    }

    internal string LogEnds() => Keycloak.LogEnds() + Gateway.LogEnds() + _service?.LogEnds();

    private Dictionary<string, string> Settings(string name, Uri webIdentityIssuer) => new(StringComparer.Ordinal)
    {
        ["Issuers:research:Issuer"] = $"{Keycloak.Realm}",
        ["Issuers:research:Audiences:0"] = "tokenbridge",
        ["Issuers:research:Clients:0"] = "notebook",
        ["Rules:Path"] = Path.Combine(Installation.SuiteFolder, "rules.yaml"),
        ["Sts:Strategy"] = "WebIdentity",
        ["Sts:Region"] = "us-east-1",
        ["Sts:Endpoint"] = Gateway.Endpoint.GetLeftPart(UriPartial.Authority),
        // Two cores carry all the parts at once here.
        ["Sts:Deadline"] = "00:00:05",
        ["WebIdentity:Issuer"] = webIdentityIssuer.GetLeftPart(UriPartial.Authority),
        ["WebIdentity:Audience"] = "sts.amazonaws.com",
        ["WebIdentity:SigningKeyPath"] = _signingKey,
        ["Audit:Path"] = AuditFile(name),
    };
}

[CollectionDefinition(Name)]
public sealed class RealPartsDefinition : ICollectionFixture<RealParts>
{
    public const string Name = "real parts";
}
