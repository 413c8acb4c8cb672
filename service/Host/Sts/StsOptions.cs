using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts;

/// <summary>Who calls STS, and how.</summary>
internal enum StsStrategy
{
    /// <summary>SigV4 <c>AssumeRole</c> with the service's own AWS identity.</summary>
    AssumeRole,

    /// <summary><c>AssumeRoleWithWebIdentity</c> with a JWT that the service signs itself; no AWS credentials.</summary>
    WebIdentity,

    /// <summary><c>AssumeRoleWithWebIdentity</c> with the caller's own token.</summary>
    PassThrough,
}

/// <summary>The stable texts of <see cref="StsStrategy"/>, for the audit log.</summary>
internal static class StsStrategyText
{
    public static StsStrategy For(this StsOptions options, Grant grant) => options.For(grant.Strategy);

    /// <summary>The rule's own, else the configured one.</summary>
    public static StsStrategy For(this StsOptions options, SessionStrategy? rule) => rule is not { } own ? options.Strategy : own switch
    {
        SessionStrategy.AssumeRole => StsStrategy.AssumeRole,
        SessionStrategy.WebIdentity => StsStrategy.WebIdentity,
        SessionStrategy.PassThrough => StsStrategy.PassThrough,
    };

    public static string ToText(this StsStrategy strategy) => strategy switch
    {
        StsStrategy.AssumeRole => "AssumeRole",
        StsStrategy.WebIdentity => "WebIdentity",
        StsStrategy.PassThrough => "PassThrough",
    };
}

/// <summary><c>TokenBridge:Sts</c>.</summary>
internal sealed record StsOptions
{
    public StsStrategy Strategy { get; init; } = StsStrategy.AssumeRole;

    /// <summary>The AWS region whose STS is asked and that signatures name, where the grant names none.</summary>
    public required string Region { get; init; }

    /// <summary>The grant's own region, else the configured one.</summary>
    public string RegionFor(Grant grant) => grant.Region ?? Region;

    /// <summary>Null asks AWS's regional endpoint; http only on loopback.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Sent with every <c>AssumeRole</c> whose grant has none of its own; 2 to 1224 characters.</summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// Longest session of strategy AssumeRole: AWS gives a role that was assumed from another role no more than one hour.
    /// 15 minutes to 12 hours.
    /// </summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long one caller waits, key refresh included; the shared STS call may go on. Below the one second that
    /// AWS SDK for Java gives a container endpoint.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMilliseconds(900);

    /// <summary>Calls in flight to STS; sixteen times as many may wait.</summary>
    public int Concurrency { get; init; } = 64;
}

/// <summary><c>TokenBridge:WebIdentity</c>.</summary>
/// <param name="Issuer"><c>iss</c> of the signed JWT, without a final slash; discovery and JWKS are served below its path.</param>
/// <param name="Audience"><c>aud</c> of the signed JWT: a client id of the IAM OIDC provider.</param>
/// <param name="SigningKeyPath">A PEM file with an RSA key of at least 2048 bits or a P-256 key, and optionally its certificate.</param>
internal sealed record WebIdentityOptions(Uri Issuer, string Audience, string SigningKeyPath)
{
    /// <summary>As it stands in <c>iss</c>.</summary>
    public string IssuerText => Issuer.OriginalString;
}

/// <summary><c>TokenBridge:CredentialCache</c>.</summary>
/// <param name="Capacity">Sessions kept; 1 to 1,000,000.</param>
internal sealed record CredentialCacheOptions(int Capacity = 10_000);
