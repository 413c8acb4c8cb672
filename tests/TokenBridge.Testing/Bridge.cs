using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Host;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Tokens.Keys;

namespace TokenBridge.Testing;

/// <summary>The whole service on loopback between the embedded realm and the embedded STS, everything over real HTTP.</summary>
internal sealed class Bridge : IAsyncDisposable
{
    public const string Rules = """
        version: 1
        claims:
          user: /preferred_username
          department: { from: /department, default: none }
        defaults:
          session_name: "{user}"
          source_identity: "{sub}"
          tags: { user: "{sub}" }
        rules:
          - id: scientists
            when: { group: "/ml/{team}/scientists" }
            grant:
              name: ds-{team}
              role: arn:aws:iam::111122223333:role/ds-{team}
              tags: { team: "{team}", department: "{department}" }
              transitive_tags: [team]
          - id: leads
            when: { group: "/ml/{team}/leads" }
            grant:
              name: prod-{team}
              role: arn:aws:iam::999900001111:role/prod-{team}
          - id: no-contractors
            when: { group: /contractors/** }
            deny: { roles: ["arn:aws:iam::999900001111:role/*"], reason: Contractors have no access to production. }
        """;

    /// <summary>To start the service on a port that was free a moment before.</summary>
    private const int MostAttempts = 5;

    private readonly WebApplication _application;
    private readonly DirectoryInfo _folder;

    private Bridge(EmbeddedRealm realm, EmbeddedSts sts, WebApplication application, DirectoryInfo folder, AuditLines audit)
    {
        Realm = realm;
        Sts = sts;
        Audit = audit;
        _application = application;
        _folder = folder;
        Client = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
    }

    public EmbeddedRealm Realm { get; }

    public EmbeddedSts Sts { get; }

    public AuditLines Audit { get; }

    public HttpClient Client { get; }

    /// <summary>The configuration that it was started with.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>Its own AWS identity.</summary>
    public required AWSCredentials Identity { get; init; }

    public IServiceProvider Services => _application.Services;

    /// <param name="strategy">AssumeRole, WebIdentity or PassThrough.</param>
    /// <param name="rules">The rules file; <see cref="Rules"/> unless told.</param>
    /// <param name="clock">The service's clock; the machine's unless told.</param>
    /// <param name="keysFirst">Whether to wait until the realm's keys are there.</param>
    /// <param name="prepare">Runs before the service starts.</param>
    /// <param name="settings">Changes to the configuration, below <c>TokenBridge</c>; OpenTelemetry's variables by their own names.</param>
    public static async Task<Bridge> StartAsync(
        string strategy = "AssumeRole",
        string? rules = null,
        TimeProvider? clock = null,
        bool keysFirst = true,
        Action<EmbeddedRealm, EmbeddedSts>? prepare = null,
        params (string Key, string? Value)[] settings) => await StartAsync(new BridgeSetup
        {
            Strategy = strategy,
            Rules = rules ?? Rules,
            Clock = clock ?? TimeProvider.System,
            KeysFirst = keysFirst,
            Prepare = prepare,
            Settings = settings,
        });

    public static async Task<Bridge> StartAsync(BridgeSetup setup)
    {
        var realm = await EmbeddedRealm.StartAsync(clock: setup.RealmClock, key: TestKey.OfTheRealm.Value);
        var sts = await EmbeddedSts.StartAsync(clock: setup.Clock);
        setup.Prepare?.Invoke(realm, sts);
        var folder = Directory.CreateTempSubdirectory("tokenbridge-tests-");
        var user = sts.AddUser("111122223333", "tokenbridge");
        var identity = new BasicAWSCredentials(user.AccessKeyId, user.SecretAccessKey);
        var values = setup.SettingsFor(realm, sts, folder);
        var (application, audit) = await StartServiceAsync(setup, values, identity);
        BridgeSetup.Trust(sts, realm, user, values["TokenBridge:WebIdentity:Issuer"] ?? values["Urls"]!);
        var bridge = new Bridge(realm, sts, application, folder, audit) { Settings = values, Identity = identity };
        if (setup.KeysFirst)
        {
            await bridge.RefreshKeysAsync();
        }

        return bridge;
    }

    public async Task RefreshKeysAsync()
    {
        foreach (var ring in Services.GetServices<IssuerKeyRing>())
        {
            await ring.RefreshAsync();
        }
    }

    public string TokenOf(string user, string client = "notebook") => Realm.AccessToken(DemoUser.Named(user), client);

    /// <param name="path">From the slash on.</param>
    /// <param name="authorization">The header as it is sent; none where null.</param>
    public async Task<HttpResponseMessage> GetAsync(string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>Ends what is under way; when this returns, every request has been told of.</summary>
    public Task StopAsync() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Sts.Disturbances.OpenGate();
        Client.Dispose();
        await _application.DisposeAsync();
        await Sts.DisposeAsync();
        await Realm.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>
    /// The issuer of web identity tokens must be known before the service listens, so port 0 does not do here. Between the look for a free port
    /// and the start somebody else may take it; then another one does.
    /// </summary>
    private static async Task<(WebApplication Application, AuditLines Audit)> StartServiceAsync(
        BridgeSetup setup, Dictionary<string, string?> values, AWSCredentials identity)
    {
        for (var attempt = 1; ; attempt++)
        {
            values["Urls"] = values["TokenBridge:WebIdentity:Issuer"] = $"http://127.0.0.1:{FreePort()}";
            setup.Change(values);
            var audit = new AuditLines();
            var built = ServiceComposition.Build(new ConfigurationSources(Values: values), setup.AuditSink ?? audit, setup.Clock, identity);
            built.TryGet(out var application, out var faults).ShouldBeTrue(string.Join('\n', faults ?? []));
            try
            {
                await application!.StartAsync();
                return (application, audit);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                await application!.DisposeAsync();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
