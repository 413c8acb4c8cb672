namespace TokenBridge.Rules.Model;

/// <summary>Who calls STS for a grant, and how. Named as the configuration names them.</summary>
internal enum SessionStrategy
{
    /// <summary><c>AssumeRole</c> with the service's own AWS identity.</summary>
    AssumeRole,

    /// <summary><c>AssumeRoleWithWebIdentity</c> with a token that the service signs.</summary>
    WebIdentity,

    /// <summary><c>AssumeRoleWithWebIdentity</c> with the caller's own token.</summary>
    PassThrough,
}
