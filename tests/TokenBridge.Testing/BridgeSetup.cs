using System.Security.Cryptography;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Testing;

/// <summary>How one <see cref="Bridge"/> differs from the next: for tests, and for benchmarks, which measure the same composition.</summary>
internal sealed record BridgeSetup
{
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

    /// <summary>AssumeRole, WebIdentity or PassThrough.</summary>
    public string Strategy { get; init; } = "AssumeRole";

    /// <summary>The rules file.</summary>
    public string Rules { get; init; } = Bridge.Rules;

    /// <summary>The service's clock and that of STS.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The realm's; most tests that move the service's want tokens of today.</summary>
    public TimeProvider RealmClock { get; init; } = TimeProvider.System;

    /// <summary>Whether to wait until the realm's keys are there.</summary>
    public bool KeysFirst { get; init; } = true;

    /// <summary>Runs before the service starts.</summary>
    public Action<EmbeddedRealm, EmbeddedSts>? Prepare { get; init; }

    /// <summary>Where audit records go; null for <see cref="Bridge.Audit"/>, which is empty otherwise.</summary>
    public Stream? AuditSink { get; init; }

    /// <summary>Changes to the configuration, below <c>TokenBridge</c>; OpenTelemetry's variables and <c>Logging</c> by their own names.</summary>
    public IReadOnlyList<(string Key, string? Value)> Settings { get; init; } = [];

    /// <summary>Changes to the configuration, by whole keys.</summary>
    public IReadOnlyList<(string Key, string? Value)> WholeSettings { get; init; } = [];

    /// <summary>Of a service between these two, without its address.</summary>
    public Dictionary<string, string?> SettingsFor(EmbeddedRealm realm, EmbeddedSts sts, DirectoryInfo folder)
    {
        var rulesPath = Path.Combine(folder.FullName, "rules.yaml");
        File.WriteAllText(rulesPath, Rules);
        var keyPath = Path.Combine(folder.FullName, "signing.pem");
        File.WriteAllText(keyPath, SigningKey.Value);
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["Logging:LogLevel:Default"] = "None",
            ["TokenBridge:Issuers:research:Issuer"] = realm.Issuer,
            ["TokenBridge:Issuers:research:Audiences:0"] = "tokenbridge",
            ["TokenBridge:Rules:Path"] = rulesPath,
            ["TokenBridge:Sts:Strategy"] = Strategy,
            ["TokenBridge:Sts:Region"] = "eu-central-1",
            ["TokenBridge:Sts:Endpoint"] = sts.Endpoint.ToString(),

            // A busy machine must not turn an exchange into a timeout; what the deadline does is tested on a clock that stands.
            ["TokenBridge:Sts:Deadline"] = "00:00:30",
            ["TokenBridge:WebIdentity:SigningKeyPath"] = keyPath,
            ["TokenBridge:RateLimits:PerSubjectPerMinute"] = "0",
            ["TokenBridge:RateLimits:FailedPerAddressPerMinute"] = "0",
        };
    }

    /// <summary>Writes the changes over the settings.</summary>
    public void Change(Dictionary<string, string?> values)
    {
        foreach (var (key, value) in Settings)
        {
            var isWhole = key.StartsWith("OTEL_", StringComparison.Ordinal) || key.StartsWith("Logging:", StringComparison.Ordinal);
            values[isWhole ? key : $"TokenBridge:{key}"] = value;
        }

        foreach (var (key, value) in WholeSettings)
        {
            values[key] = value;
        }
    }

    /// <summary>The roles of the rules, which take the service's user, its own tokens and the realm's.</summary>
    public static void Trust(EmbeddedSts sts, EmbeddedRealm realm, StsPrincipal user, string ownIssuer)
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
}
