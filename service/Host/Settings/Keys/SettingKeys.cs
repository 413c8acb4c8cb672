using TokenBridge.Host.Audit;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>
/// Every setting below <c>TokenBridge</c>, one row each: name, default, range, meaning. Reading, the README's table and
/// <c>appsettings.schema.json</c> come from here; nothing of it stands anywhere else.
/// </summary>
internal static partial class SettingKeys
{
    /// <summary>In the order of the README.</summary>
    public static IReadOnlyList<KeySection> Sections { get; } =
    [
        Issuer.Section,
        Rules.Section,
        Sts.Section,
        WebIdentity.Section,
        CredentialCache.Section,
        RateLimits.Section,
        Audit.Section,
        Root.Section,
        Operations.Section,
        BackchannelLogout.Section,
    ];

    internal static class Issuer
    {
        /// <summary>The operator's name for a realm, which rules, logs and metrics show.</summary>
        public static readonly CharacterForm Id = new(1, 64, "A-Za-z0-9_-");

        public static readonly UrlKey Url = new("Issuer", "As it stands in `iss`; `{id}` is your name for the realm.")
        {
            IsRequired = true,
            Missing = "write the realm's URL as it stands in iss: https://keycloak.example/realms/<realm>",
            HttpAllowedBy = "AllowHttp",
        };

        public static readonly ListKey Audiences = new("Audiences", null, "One of them must be in `aud`.")
        {
            IsRequired = true,
            Missing = "the audience that the realm's mapper adds, such as tokenbridge",
        };

        public static readonly ListKey Clients = new("Clients", null, "The `azp` values that are let in.") { WhenAbsent = "any" };
        public static readonly UrlKey MetadataAddress = new(
            "MetadataAddress",
            "Where the service reaches the realm's discovery document, if by another URL.")
        {
            WhenAbsent = "`Issuer` + `/.well-known/openid-configuration`",
            HttpAllowedBy = "AllowHttp",
        };

        public static readonly ListKey Algorithms = new("Algorithms", ["RS256", "PS256", "ES256"], "The signatures that are taken.")
        {
            Names = SignatureAlgorithm.Names,
        };

        public static readonly FlagKey AllowHttp = new("AllowHttp", false, "Whether http is taken elsewhere than on loopback.");
        public static readonly FlagKey Required = new("Required", true, "Whether the service is not ready while the realm's keys were never read; one realm's are needed in any case.");
        public static readonly DurationKey MaxTokenLifetime = new(
            "MaxTokenLifetime", TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1),
            "`exp` - `iat` above it is refused.");
        public static readonly DurationKey ClockSkew = new(
            "ClockSkew", TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromMinutes(5),
            "How far the realm's clock may differ.");
        public static readonly DurationKey KeyRefresh = new(
            "KeyRefresh", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1),
            "Background refresh of the keys and of the realm's not-before.");
        public static readonly DurationKey UnknownKeyInterval = new(
            "UnknownKeyInterval", TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromHours(1),
            "At most one refresh for unknown `kid`s in this time.");

        public static readonly KeySection Section = new(
            "Issuers", Url, Audiences, Clients, MetadataAddress, Algorithms, AllowHttp, Required, MaxTokenLifetime, ClockSkew, KeyRefresh, UnknownKeyInterval)
        {
            EntryNames = Id,
        };
    }

    internal static class Rules
    {
        public static readonly TextKey Path = new("Path", null, "A file, or a folder of `*.yaml` files.")
        {
            IsRequired = true,
            Missing = "write a rules file or a folder of them, such as mapper-config/rules.yaml",
        };

        public static readonly FlagKey Reload = new("Reload", true, "Whether changed rules are taken into service; those with a fault never are.");

        public static readonly KeySection Section = new("Rules", Path, Reload);
    }

    internal static class Sts
    {
        /// <summary>What the signatures for a custom endpoint name where no region is given.</summary>
        public const string RegionOfEndpoint = "us-east-1";

        public static readonly ChoiceKey<SessionStrategy> Strategy = new(
            "Strategy", SessionStrategy.AssumeRole,
            "Who calls STS; a rule may say otherwise.");
        public static readonly TextKey Region = new("Region", null, "Needed unless `Endpoint` is written.")
        {
            Missing = "write the AWS region whose STS is to be asked, such as eu-central-1",
            Form = new(2, 64, "a-z0-9-"),
            Wanted = "an AWS region such as eu-central-1",
        };

        public static readonly UrlKey Endpoint = new("Endpoint", "Another STS, or AWS's by another way.") { WhenAbsent = "AWS's regional one" };
        public static readonly TextKey ExternalId = new("ExternalId", null, "Sent with AssumeRole.")
        {
            WhenAbsent = "none",
            Form = new(ExternalIdText.MinLength, ExternalIdText.MaxLength, ExternalIdText.Letters),
            Wanted = ExternalIdText.Wanted,
            IsSecret = true,
        };

        public static readonly DurationKey MaxDuration = new(
            "MaxDuration", TimeSpan.FromHours(1), TimeSpan.FromMinutes(15), TimeSpan.FromHours(12),
            "Longest session with AssumeRole.");
        public static readonly DurationKey Deadline = new(
            "Deadline", TimeSpan.FromMilliseconds(900), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(60),
            "What one caller waits; AWS SDK for Java gives up after one second.");
        public static readonly NumberKey Concurrency = new("Concurrency", 64, 1, 4096, "Calls in flight; sixteen times as many may wait.");

        public static readonly KeySection Section = new("Sts", Strategy, Region, Endpoint, ExternalId, MaxDuration, Deadline, Concurrency);
    }

    internal static class WebIdentity
    {
        public static readonly UrlKey Issuer = new("Issuer", "`iss` of the signed token; AWS must reach the service under it.")
        {
            EndsWithoutSlash = true,
            Missing = "write the https URL under which AWS reaches this service",
        };

        public static readonly TextKey Audience = new("Audience", "sts.amazonaws.com", "`aud` of the signed token.");
        public static readonly TextKey SigningKeyPath = new(
            "SigningKeyPath", null,
            "A PEM file: an RSA key of at least 2048 bits or a P-256 key, and perhaps its certificate.")
        {
            Missing = "make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out signing.pem",
        };

        public static readonly KeySection Section = new("WebIdentity", Issuer, Audience, SigningKeyPath);
    }

    internal static class CredentialCache
    {
        public static readonly NumberKey Capacity = new("Capacity", 10_000, 1, 1_000_000, "Sessions kept.");

        public static readonly KeySection Section = new("CredentialCache", Capacity);
    }

    internal static class RateLimits
    {
        public static readonly NumberKey PerSubject = new("PerSubjectPerMinute", 120, 0, 100_000_000, "Exchanges of one person. 0 is no limit.");
        public static readonly NumberKey FailedPerAddress = new(
            "FailedPerAddressPerMinute", 60, 0, 100_000_000,
            "Rejected tokens and broken bodies; good tokens are served above it. Unknown addresses share one limit. 0 is no limit.");

        public static readonly KeySection Section = new("RateLimits", PerSubject, FailedPerAddress);
    }

    internal static class Audit
    {
        public static readonly TextKey Path = new("Path", null, "A file for one JSON line an exchange; logs go to standard error.")
        {
            WhenAbsent = "standard output",
        };

        public static readonly ChoiceKey<AuditedClaims> Claims = new(
            "Claims", AuditedClaims.Names,
            "What the record of a refusal by the rules shows of what they read: nothing, the names of claims and how many groups, or their values.");

        public static readonly RefusedKey ChainKeyPath = new(
            "ChainKeyPath",
            "is set, but this version does not chain audit records yet; leave it out");

        public static readonly KeySection Section = new("Audit", Path, Claims, ChainKeyPath);
    }

    internal static class BackchannelLogout
    {
        public static readonly FlagKey Enabled = new("Enabled", false, "Taken with a warning: this version takes no logout tokens yet.");

        public static readonly KeySection Section = new("BackchannelLogout", Enabled);
    }
}
