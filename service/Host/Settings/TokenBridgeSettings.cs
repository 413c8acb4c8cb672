using TokenBridge.Host.Audit;
using TokenBridge.Host.Operations;
using TokenBridge.Host.Operations.Callers;
using TokenBridge.Host.Operations.Limits;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Host.Settings;

/// <summary>Everything under <c>TokenBridge</c>, read and checked; each part belongs to the room that uses it.</summary>
internal sealed record TokenBridgeSettings
{
    public required IReadOnlyList<IssuerOptions> Issuers { get; init; }

    public required RulesOptions Rules { get; init; }

    public required StsOptions Sts { get; init; }

    /// <summary>Present only for the strategy WebIdentity.</summary>
    public WebIdentityOptions? WebIdentity { get; init; }

    public required CredentialCacheOptions CredentialCache { get; init; }

    public required RateLimitOptions RateLimits { get; init; }

    public required AuditOptions Audit { get; init; }

    public required TokenLimit TokenLimit { get; init; }

    /// <summary>Only from these is <c>X-Forwarded-For</c> read.</summary>
    public required IReadOnlyList<Network> TrustedProxies { get; init; }

    public required OperationsOptions Operations { get; init; }

    public required AnsweredHosts AllowedHosts { get; init; }

    /// <summary>Where the service listens, as they are written.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>Settings that were accepted but do less than they say; logged at start.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What the rules are compiled against, at start and at every reload.</summary>
    public RuleSetContext RuleContext => new([.. Issuers.Select(issuer => issuer.Id)])
    {
        DefaultStrategy = Sts.Strategy,
        Strategies = WebIdentity is null ? [SessionStrategy.AssumeRole, SessionStrategy.PassThrough] : Enum.GetValues<SessionStrategy>(),
    };
}
