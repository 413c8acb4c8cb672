using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Testing;

namespace TokenBridge.Benchmarks.Scene;

/// <summary>
/// The service as <c>serve</c> composes it, between the embedded realm and the embedded STS, with telemetry as in production and its
/// audit log written to nowhere. Benchmarks take their parts out of it, so that what is measured is what runs.
/// </summary>
internal sealed class RunningBridge : IAsyncDisposable
{
    private readonly Bridge _bridge;

    private RunningBridge(Bridge bridge) => _bridge = bridge;

    /// <summary>One grant for a person of the demo realm, three tags; the rest of the shipped rules beside it.</summary>
    private static string RulesPath => Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml");

    public EmbeddedRealm Realm => _bridge.Realm;

    public EmbeddedSts Sts => _bridge.Sts;

    public Uri Address => _bridge.Client.BaseAddress!;

    public IServiceProvider Services => _bridge.Services;

    /// <param name="clock">Of all three; default: the machine's.</param>
    public static async Task<RunningBridge> StartAsync(TimeProvider? clock = null) => new(await Bridge.StartAsync(new BridgeSetup
    {
        Rules = await File.ReadAllTextAsync(RulesPath),
        Clock = clock ?? TimeProvider.System,
        RealmClock = clock ?? TimeProvider.System,
        AuditSink = Stream.Null,

        // As in production, where tests have an endless deadline, no logs and a key for web identity.
        Settings =
        [
            ("Logging:LogLevel:Default", "Warning"),
            ("Sts:Deadline", null),
            ("WebIdentity:Issuer", null),
            ("WebIdentity:SigningKeyPath", null),
        ],
    }));

    /// <summary>A new access token of alice, valid for an hour: a benchmark may take longer than the five minutes that a realm gives.</summary>
    /// <param name="algorithm"><c>RS256</c> or <c>ES256</c>.</param>
    public string NewToken(string algorithm = "RS256") => Realm.AccessToken(
        DemoUser.Named("alice"),
        algorithm == "ES256" ? "es256" : "notebook",
        claims => claims["exp"] = claims["iat"]!.GetValue<long>() + 3600);

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();
}
