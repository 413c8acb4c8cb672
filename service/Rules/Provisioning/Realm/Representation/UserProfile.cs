namespace TokenBridge.Rules.Provisioning.Realm.Representation;

/// <summary>Which attributes users have, and who may change them.</summary>
/// <param name="Attributes">By name.</param>
/// <param name="Unmanaged">What becomes of those that are not declared.</param>
internal sealed record UserProfile(IReadOnlyDictionary<string, ProfileAttribute> Attributes, UnmanagedAttributes Unmanaged)
{
    /// <summary>What a realm has whose administrator never looked at it: everybody edits all four.</summary>
    public static readonly UserProfile Default = new(
        new[] { "username", "email", "firstName", "lastName" }.ToDictionary(name => name, name => new ProfileAttribute(name, MayUsersEdit: true, IsMultivalued: false), StringComparer.Ordinal),
        UnmanagedAttributes.Disabled);
}

/// <summary>One declared attribute.</summary>
/// <param name="Name">Also the mapper's <c>user.attribute</c>.</param>
/// <param name="MayUsersEdit">Whether users change their own.</param>
/// <param name="IsMultivalued">Whether a user may have several values.</param>
internal sealed record ProfileAttribute(string Name, bool MayUsersEdit, bool IsMultivalued);

/// <summary>Keycloak's unmanaged attribute policy.</summary>
internal enum UnmanagedAttributes
{
    /// <summary>Dropped without a word where somebody sets one; an imported one stays, and mappers show it.</summary>
    Disabled,

    /// <summary>Users set what they like.</summary>
    Enabled,

    AdminEdit,

    AdminView,
}
