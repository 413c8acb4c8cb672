using System.Security.Cryptography;
using TokenBridge.EndToEnd.Clients;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>Keycloak, the object gateway and TokenBridge between them, started once for all tests.</summary>
public sealed class RealParts(IMessageSink runner) : IAsyncLifetime
{
    /// <summary>The service's default.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly string _signingKey = Path.Combine(Installation.RunFolder, "signing.pem");
    private readonly List<TokenBridgeProcess> _services = [];
    private string _expiring = "";

    internal Keycloak Keycloak { get; } = new();

    internal ObjectGateway Gateway { get; } = new();

    /// <summary>The one that most tests ask, with the default settings.</summary>
    internal TokenBridgeProcess Service => _services[0];

    internal ClientTable Clients { get; } = new(Path.Combine(Installation.RunFolder, "clients.md"));

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

        try
        {
            await StartAsync();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{LogEnds()}", failure);
        }
    }

    public async Task DisposeAsync()
    {
        if (EndToEndMode.SkipReason is not null || Installation.Missing.Count > 0)
        {
            return;
        }

        foreach (var service in _services)
        {
            await service.DisposeAsync();
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

        return StartServiceAsync(name, LoopbackHttp.FreePort(), settings);
    }

    /// <returns>An access token of alice that has expired, clock skew included.</returns>
    internal async Task<string> ExpiredTokenAsync()
    {
        var left = JwtPart.ExpiresAt(_expiring) + ClockSkew + TimeSpan.FromSeconds(1) - TimeProvider.System.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System);
        }

        return _expiring;
    }

    internal string LogEnds() => string.Concat([Keycloak.LogEnds(), Gateway.LogEnds(), .. _services.Select(service => service.LogEnds())]);

    private async Task StartAsync()
    {
        Directory.CreateDirectory(Installation.RunFolder);
        RunSummary.Begin();
        Clients.Clear();
        await File.WriteAllTextAsync(_signingKey, RSA.Create(2048).ExportPkcs8PrivateKeyPem());
        await Task.WhenAll(Keycloak.StartAsync(fresh: true), Gateway.StartAsync());
        var port = LoopbackHttp.FreePort();
        await StartServiceAsync("tokenbridge", port, Settings("tokenbridge", new Uri($"http://127.0.0.1:{port}")));
        await Gateway.ProvisionAsync(Service.Url);
        _expiring = await Keycloak.LogInBrieflyAsync("alice");
    }

    private async Task<TokenBridgeProcess> StartServiceAsync(string name, int port, Dictionary<string, string> settings)
    {
        var service = await TokenBridgeProcess.StartAsync(name, port, settings);
        _services.Add(service);
        return service;
    }

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
