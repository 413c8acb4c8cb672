using TokenBridge.Protocol.Sts;

namespace TokenBridge.Development.Sts;

/// <summary>Who wants a role: a principal that signed its request, or whoever holds a web identity token.</summary>
internal abstract record RoleCaller
{
    private RoleCaller()
    {
    }

    /// <summary>Whether AWS caps the session at an hour, because a role session assumes another role.</summary>
    public abstract bool IsChaining { get; }

    public abstract bool IsTrustedBy(EmbeddedRole role);

    /// <summary>In the words of the caller's operation.</summary>
    /// <param name="action">The IAM action that the trust policy does not allow.</param>
    /// <param name="roleArn">The role asked for.</param>
    public abstract QueryFault Refuse(string action, string roleArn);

    internal sealed record Signed(StsPrincipal Principal) : RoleCaller
    {
        public override bool IsChaining => Principal.Role is not null;

        public override bool IsTrustedBy(EmbeddedRole role) => Principal.TrustNames().Any(role.TrustedPrincipals.Contains);

        public override QueryFault Refuse(string action, string roleArn) =>
            QueryFault.AccessDenied($"User: {Principal.Arn} is not authorized to perform: {action} on resource: {roleArn}");
    }

    internal sealed record Federated(WebIdentity Identity) : RoleCaller
    {
        public override bool IsChaining => false;

        public override bool IsTrustedBy(EmbeddedRole role) => role.TrustedIssuers.Contains(Identity.Issuer);

        public override QueryFault Refuse(string action, string roleArn) => QueryFault.AccessDenied($"Not authorized to perform {action}");
    }
}
