using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Sts;

/// <summary>An IAM role with as much of a trust policy as the embedded STS understands.</summary>
internal sealed record EmbeddedRole(RoleArn Arn)
{
    /// <summary><c>AROA…</c>, the first half of the sessions' user ids.</summary>
    public string Id { get; } = StsPrincipal.NewId("AROA");

    /// <summary>ARNs of users, roles, sessions or account roots that may call <c>AssumeRole</c>.</summary>
    public IReadOnlyList<string> TrustedPrincipals { get; init; } = [];

    /// <summary>Issuers whose tokens may come with <c>AssumeRoleWithWebIdentity</c>.</summary>
    public IReadOnlyList<string> TrustedIssuers { get; init; } = [];

    /// <summary>Whether the trust policy allows <c>sts:TagSession</c>.</summary>
    public bool AllowsTagSession { get; init; } = true;

    /// <summary>Whether the trust policy allows <c>sts:SetSourceIdentity</c>.</summary>
    public bool AllowsSetSourceIdentity { get; init; } = true;

    /// <summary>What <c>sts:ExternalId</c> must equal; null asks for none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>1 to 12 hours.</summary>
    public TimeSpan MaxSessionDuration { get; init; } = TimeSpan.FromHours(1);
}
