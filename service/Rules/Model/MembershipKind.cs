namespace TokenBridge.Rules.Model;

/// <summary>What a caller can be a member of. Kinds never mix: a role does not count as a group.</summary>
internal enum MembershipKind
{
    /// <summary>The group's path.</summary>
    Group,

    /// <summary><c>realm_access.roles</c>, as the path <c>/role</c>.</summary>
    RealmRole,

    /// <summary><c>resource_access.{client}.roles</c>, as the path <c>/client/role</c>.</summary>
    ClientRole,

    /// <summary>An alias of the claim <c>organization</c>, as the path <c>/alias</c>.</summary>
    Organization,
}
