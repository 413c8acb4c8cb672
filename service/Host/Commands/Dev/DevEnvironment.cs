using System.Security.Cryptography;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Host.Settings;
using TokenBridge.Protocol;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Host.Commands.Dev;

/// <summary>The three servers of <c>tokenbridge-service dev</c>: embedded realm, real service, embedded STS, speaking HTTP with each other.</summary>
internal sealed class DevEnvironment : IAsyncDisposable
{
    /// <summary>Whose <c>X-Forwarded-For</c> is believed, so that rules about addresses can be tried. Everybody else comes from 127.0.0.1.</summary>
    public const string BuildNetworkProxy = "127.0.0.2";

    private const string StsAudience = "sts.amazonaws.com";

    /// <summary>To start a server on a port that was free a moment before.</summary>
    private const int MostAttempts = 3;

    private readonly WebApplication _service;

    private DevEnvironment(EmbeddedRealm realm, EmbeddedSts sts, WebApplication service, Uri address)
    {
        Realm = realm;
        Sts = sts;
        _service = service;
        Address = address;
    }

    public EmbeddedRealm Realm { get; }

    public EmbeddedSts Sts { get; }

    /// <summary>Of the service: <c>http://127.0.0.1:port</c>, which is also the issuer of its web identity tokens.</summary>
    public Uri Address { get; }

    public required string RulesPath { get; init; }

    public required AuditPipe Audit { get; init; }

    /// <summary>Why a server is not on the port that was asked for.</summary>
    public required IReadOnlyList<string> PortNotices { get; init; }

    /// <param name="ports">Wanted; others are taken where they cannot be had.</param>
    /// <param name="rulesPath">A file or a folder.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The running servers, or every fault of the rules.</returns>
    public static async Task<Result<DevEnvironment, IReadOnlyList<string>>> StartAsync(
        DevPorts ports, string rulesPath, CancellationToken cancellationToken)
    {
        var (realm, realmNotice) = await StartRealmAsync(ports.Realm, cancellationToken);
        var sts = await EmbeddedSts.StartAsync(cancellationToken: cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var audit = new AuditPipe();
            var (free, notice) = LoopbackPort.Choose(ports.Service, "the service");
            var address = new Uri($"http://127.0.0.1:{free}");
            if (!BuildService(realm, sts, address, rulesPath, audit).TryGet(out var service, out var faults))
            {
                await sts.DisposeAsync();
                await realm.DisposeAsync();
                audit.Dispose();
                return Result<DevEnvironment, IReadOnlyList<string>>.Failure(faults);
            }

            var environment = new DevEnvironment(realm, sts, service, address)
            {
                RulesPath = rulesPath,
                Audit = audit,
                PortNotices = [.. new[] { realmNotice, notice }.OfType<string>()],
            };
            try
            {
                await service.StartAsync(cancellationToken);
                sts.Add(new OidcProvider(OriginOf(address), [StsAudience]));
                return environment;
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // Somebody has taken the port since it was looked for.
                await service.DisposeAsync();
                audit.Dispose();
            }
            catch
            {
                await environment.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Roles exist once the rules of this run name them: each trusts the service's tokens and allows the longest session.</summary>
    public void AddRole(string roleArn) => Sts.Add(new EmbeddedRole(RoleArn.Parse(roleArn))
    {
        TrustedIssuers = [OriginOf(Address)],
        MaxSessionDuration = TimeSpan.FromHours(12),
    });

    /// <summary>Roles whose ARN depends on nobody, so that machines too get what they are granted.</summary>
    public void AddRolesNamedInFull()
    {
        foreach (var rule in RulesCheck.Of(RulesPath, new RuleSetContext([])).Rules?.Rules ?? [])
        {
            if (rule.Grant?.Role.Literal is { } role)
            {
                AddRole(role.Value);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync();
        await _service.DisposeAsync();
        Audit.Dispose();
        await Sts.DisposeAsync();
        await Realm.DisposeAsync();
    }

    private static async Task<(EmbeddedRealm Realm, string? Notice)> StartRealmAsync(int wanted, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (port, notice) = LoopbackPort.Choose(wanted, "the Keycloak realm");
            try
            {
                return (await EmbeddedRealm.StartAsync(port, cancellationToken: cancellationToken), notice);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // Somebody has taken the port since it was looked for.
            }
        }
    }

    private static Result<WebApplication, IReadOnlyList<string>> BuildService(
        EmbeddedRealm realm, EmbeddedSts sts, Uri address, string rulesPath, AuditPipe audit)
    {
        // The key is read while the service is built; nobody needs the file afterwards.
        var folder = Directory.CreateTempSubdirectory("tokenbridge-dev-");
        try
        {
            var keyPath = Path.Combine(folder.FullName, "signing.pem");
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
            return ServiceComposition.Build(new ConfigurationSources(Values: Settings(realm, sts, address, rulesPath, keyPath)), audit.Sink, TimeProvider.System);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string?> Settings(EmbeddedRealm realm, EmbeddedSts sts, Uri address, string rulesPath, string keyPath) => new()
    {
        ["Urls"] = OriginOf(address),
        ["Logging:LogLevel:Default"] = "None",
        ["TokenBridge:Issuers:research:Issuer"] = realm.Issuer,
        ["TokenBridge:Issuers:research:Audiences:0"] = "tokenbridge",
        ["TokenBridge:TrustedProxies:0"] = BuildNetworkProxy,
        ["TokenBridge:Rules:Path"] = rulesPath,
        ["TokenBridge:Sts:Strategy"] = "WebIdentity",
        ["TokenBridge:Sts:Endpoint"] = sts.Endpoint.ToString(),
        // The first exchange of a process compiles its own code on the way.
        ["TokenBridge:Sts:Deadline"] = "00:00:10",
        ["TokenBridge:WebIdentity:Issuer"] = OriginOf(address),
        ["TokenBridge:WebIdentity:Audience"] = StsAudience,
        ["TokenBridge:WebIdentity:SigningKeyPath"] = keyPath,
    };

    private static string OriginOf(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
