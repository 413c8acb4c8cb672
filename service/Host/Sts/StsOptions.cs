using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts;

/// <summary><c>TokenBridge:Sts</c>.</summary>
internal sealed record StsOptions
{
    /// <summary>Who calls STS, and how, for a grant that does not say it itself.</summary>
    public required SessionStrategy Strategy { get; init; }

    /// <summary>The AWS region whose STS is asked and that signatures name, where the grant names none.</summary>
    public required string Region { get; init; }

    /// <summary>Null asks AWS's regional endpoint; http only on loopback.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Sent with every <c>AssumeRole</c> whose grant has none of its own.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Longest session of strategy AssumeRole: AWS gives a role that was assumed from another role no more than one hour.</summary>
    public required TimeSpan MaxDuration { get; init; }

    /// <summary>
    /// How long one caller waits, key refresh included; the shared STS call may go on. Below the one second that
    /// AWS SDK for Java gives a container endpoint.
    /// </summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>Calls in flight to STS; sixteen times as many may wait.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Two realms may name two people alike: with several issuers the service's own tokens say whose name it is.</summary>
    public bool SubjectsNameIssuer { get; init; }

    /// <summary>Why the service would ask itself for its own credentials; null where it would not.</summary>
    public string? AsksItself { get; init; }

    /// <summary>The grant's own region, else the configured one.</summary>
    public string RegionFor(Grant grant) => grant.Region ?? Region;

    public SessionStrategy For(Grant grant) => For(grant.Strategy);

    /// <summary>
    /// <c>sub</c> of the token that the service signs: trust policies and CloudTrail see it. No issuer's name holds a colon, so no two callers share one.
    /// AWS takes 255 characters and refuses more, which is no caller's subject then.
    /// </summary>
    public string SubjectFor(Grant grant) => SubjectsNameIssuer ? $"{grant.IssuerId}:{grant.Subject}" : grant.Subject;

    /// <summary>The rule's own, else the configured one.</summary>
    public SessionStrategy For(SessionStrategy? rule) => rule ?? Strategy;
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
/// <param name="Capacity">Sessions kept.</param>
internal sealed record CredentialCacheOptions(int Capacity);
