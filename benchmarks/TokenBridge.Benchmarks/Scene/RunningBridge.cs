using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Host;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Rules.Model;

namespace TokenBridge.Benchmarks.Scene;

/// <summary>
/// The service as <c>serve</c> composes it, between the embedded realm and the embedded STS, with telemetry as in production and its
/// audit log written to nowhere. Benchmarks take their parts out of it, so that what is measured is what runs.
/// </summary>
internal sealed class RunningBridge : IAsyncDisposable
{
    /// <summary>One grant for a person of the demo realm, three tags; the rest of the shipped rules beside it.</summary>
    private static string RulesPath => Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml");

    private readonly WebApplication _application;

    private RunningBridge(EmbeddedRealm realm, EmbeddedSts sts, WebApplication application)
    {
        Realm = realm;
        Sts = sts;
        _application = application;
    }

    public EmbeddedRealm Realm { get; }

    public EmbeddedSts Sts { get; }

    public Uri Address => new(_application.Urls.First());

    public IServiceProvider Services => _application.Services;

    /// <param name="clock">Of all three; default: the machine's.</param>
    public static async Task<RunningBridge> StartAsync(TimeProvider? clock = null)
    {
        var realm = await EmbeddedRealm.StartAsync(clock: clock);
        var sts = await EmbeddedSts.StartAsync(clock: clock);
        var user = sts.AddUser("111122223333", "tokenbridge");
        sts.Add(new EmbeddedRole(RoleArn.Parse("arn:aws:iam::111122223333:role/ds-vision")) { TrustedPrincipals = [user.Arn] });
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Warning",
            ["TokenBridge:Issuers:research:Issuer"] = realm.Issuer,
            ["TokenBridge:Issuers:research:Audiences:0"] = "tokenbridge",
            ["TokenBridge:Rules:Path"] = RulesPath,
            ["TokenBridge:Sts:Strategy"] = "AssumeRole",
            ["TokenBridge:Sts:Region"] = "eu-central-1",
            ["TokenBridge:Sts:Endpoint"] = sts.Endpoint.ToString(),
            ["TokenBridge:RateLimits:PerSubjectPerMinute"] = "0",
            ["TokenBridge:RateLimits:FailedPerAddressPerMinute"] = "0",
        };
        var identity = new BasicAWSCredentials(user.AccessKeyId, user.SecretAccessKey);
        var built = ServiceComposition.Build(new ConfigurationSources(Values: settings), Stream.Null, clock ?? TimeProvider.System, identity);
        if (!built.TryGet(out var application, out var faults))
        {
            throw new InvalidOperationException(string.Join('\n', faults));
        }

        await application.StartAsync();
        foreach (var ring in application.Services.GetServices<IssuerKeyRing>())
        {
            await ring.RefreshAsync();
        }

        return new RunningBridge(realm, sts, application);
    }

    /// <summary>A new access token of alice, valid for an hour: a benchmark may take longer than the five minutes that a realm gives.</summary>
    /// <param name="algorithm"><c>RS256</c> or <c>ES256</c>.</param>
    public string NewToken(string algorithm = "RS256") => Realm.AccessToken(
        DemoUser.Named("alice"),
        algorithm == "ES256" ? "es256" : "notebook",
        claims => claims["exp"] = claims["iat"]!.GetValue<long>() + 3600);

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await Sts.DisposeAsync();
        await Realm.DisposeAsync();
    }
}
