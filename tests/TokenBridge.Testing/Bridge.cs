using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Host;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Rules.Model;

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

    private static readonly string[] Roles =
    [
        "arn:aws:iam::111122223333:role/ds-vision",
        "arn:aws:iam::111122223333:role/ds-speech",
        "arn:aws:iam::999900001111:role/prod-vision",
    ];

    /// <summary>One for all tests: RSA keys take long to make.</summary>
    private static readonly Lazy<string> SigningKey = new(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    });

    /// <summary>Likewise, of the realm.</summary>
    private static readonly Lazy<RSA> RealmSigningKey = new(() => RSA.Create(2048));

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
        params (string Key, string? Value)[] settings)
    {
        var realm = await EmbeddedRealm.StartAsync(key: RealmSigningKey.Value);
        var sts = await EmbeddedSts.StartAsync(clock: clock);
        prepare?.Invoke(realm, sts);
        var folder = Directory.CreateTempSubdirectory("tokenbridge-tests-");
        var audit = new AuditLines();
        var user = sts.AddUser("111122223333", "tokenbridge");
        var values = SettingsOf(strategy, realm, sts, folder, rules ?? Rules);
        foreach (var (key, value) in settings)
        {
            values[key.StartsWith("OTEL_", StringComparison.Ordinal) ? key : $"TokenBridge:{key}"] = value;
        }

        Trust(sts, realm, user, values["TokenBridge:WebIdentity:Issuer"]!);
        var identity = new BasicAWSCredentials(user.AccessKeyId, user.SecretAccessKey);
        var (application, faults) = ServiceComposition.Build(
            new ConfigurationSources(Values: values),
            audit,
            clock ?? TimeProvider.System,
            identity);
        faults.ShouldBeEmpty();
        await application!.StartAsync();
        var bridge = new Bridge(realm, sts, application, folder, audit) { Settings = values, Identity = identity };
        if (keysFirst)
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

    private static Dictionary<string, string?> SettingsOf(string strategy, EmbeddedRealm realm, EmbeddedSts sts, DirectoryInfo folder, string rules)
    {
        var rulesPath = Path.Combine(folder.FullName, "rules.yaml");
        File.WriteAllText(rulesPath, rules);
        var keyPath = Path.Combine(folder.FullName, "signing.pem");
        File.WriteAllText(keyPath, SigningKey.Value);
        var url = $"http://127.0.0.1:{FreePort()}";
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["Urls"] = url,
            ["Logging:LogLevel:Default"] = "None",
            ["TokenBridge:Issuers:research:Issuer"] = realm.Issuer,
            ["TokenBridge:Issuers:research:Audiences:0"] = "tokenbridge",
            ["TokenBridge:Rules:Path"] = rulesPath,
            ["TokenBridge:Sts:Strategy"] = strategy,
            ["TokenBridge:Sts:Region"] = "eu-central-1",
            ["TokenBridge:Sts:Endpoint"] = sts.Endpoint.ToString(),

            // A busy machine must not turn an exchange into a timeout; what the deadline does is tested on a clock that stands.
            ["TokenBridge:Sts:Deadline"] = "00:00:30",
            ["TokenBridge:WebIdentity:Issuer"] = url,
            ["TokenBridge:WebIdentity:SigningKeyPath"] = keyPath,
            ["TokenBridge:RateLimits:PerSubjectPerMinute"] = "0",
            ["TokenBridge:RateLimits:FailedPerAddressPerMinute"] = "0",
        };
    }

    private static void Trust(EmbeddedSts sts, EmbeddedRealm realm, StsPrincipal user, string ownIssuer)
    {
        sts.Add(new OidcProvider(ownIssuer, ["sts.amazonaws.com"]));
        sts.Add(new OidcProvider(realm.Issuer, ["notebook"]));
        foreach (var role in Roles)
        {
            sts.Add(new EmbeddedRole(RoleArn.Parse(role))
            {
                TrustedPrincipals = [user.Arn],
                TrustedIssuers = [ownIssuer, realm.Issuer],
                MaxSessionDuration = TimeSpan.FromHours(12),
            });
        }
    }

    /// <summary>The issuer of web identity tokens must be known before the service listens, so port 0 does not do here.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
