using TokenBridge.Protocol.Sts;

namespace TokenBridge.Development.Sts;

/// <summary>Whether a role lets this caller in with what it asks for. A role that does not exist looks like one that does not.</summary>
internal static class TrustPolicy
{
    public static QueryFault? Check(EmbeddedRole? role, RoleCaller caller, string operation, SessionParameters parameters)
    {
        var roleArn = parameters.RoleArn!;
        if (role is null || !caller.IsTrustedBy(role) || (role.ExternalId is not null && role.ExternalId != parameters.ExternalId))
        {
            return caller.Refuse($"sts:{operation}", roleArn);
        }

        if (!role.AllowsTagSession && (parameters.Tags.Count > 0 || parameters.TransitiveTagKeys.Count > 0))
        {
            return caller.Refuse("sts:TagSession", roleArn);
        }

        if (parameters.SourceIdentity is not null && !role.AllowsSetSourceIdentity)
        {
            return caller.Refuse("sts:SetSourceIdentity", roleArn);
        }

        // A source identity is for the whole chain of sessions: it cannot be changed on the way.
        var inherited = (caller as RoleCaller.Signed)?.Principal.SourceIdentity;
        return inherited is not null && parameters.SourceIdentity is not null && parameters.SourceIdentity != inherited
            ? caller.Refuse("sts:SetSourceIdentity", roleArn)
            : null;
    }
}
