namespace TokenBridge.Rules.Provisioning.Realm.Representation;

/// <summary>The client scopes that Keycloak makes for a realm whose file names none, as far as they write into access tokens.</summary>
internal static class BuiltInScopes
{
    /// <summary>What a client has that says nothing else.</summary>
    public static readonly IReadOnlyList<string> Default = ["web-origins", "acr", "roles", "profile", "basic", "email"];

    public static readonly IReadOnlyList<string> Optional = ["address", "phone", "offline_access", "organization", "microprofile-jwt"];

    public static IReadOnlyDictionary<string, RealmScope> All { get; } = new[]
    {
        Scope("web-origins"),
        Scope("address"),
        Scope("offline_access"),
        Scope("acr", Mapper("acr loa level", RealmMapper.Acr)),
        Scope("basic", Mapper("sub", RealmMapper.Subject), Note("auth_time", "AUTH_TIME", "auth_time")),
        Scope("service_account", Note("Client ID", "client_id", "client_id")),
        Scope("organization", Mapper("organization", RealmMapper.Organizations, ("claim.name", "organization"), ("multivalued", "true"))),
        Scope("email", Shown(RealmMapper.Attribute, "email", "email"), Shown(RealmMapper.Property, "emailVerified", "email_verified")),
        Scope("phone", Shown(RealmMapper.Attribute, "phoneNumber", "phone_number"), Shown(RealmMapper.Attribute, "phoneNumberVerified", "phone_number_verified")),
        Scope(
            "microprofile-jwt",
            Shown(RealmMapper.Attribute, "username", "upn"),
            Mapper("groups", RealmMapper.RealmRoles, ("claim.name", "groups"), ("multivalued", "true"))),
        Scope(
            "roles",
            Mapper("audience resolve", RealmMapper.AudienceResolve),
            Mapper("client roles", RealmMapper.ClientRoles, ("multivalued", "true")),
            Mapper("realm roles", RealmMapper.RealmRoles, ("multivalued", "true"))),
        Scope("profile", [
            Shown(RealmMapper.Attribute, "username", "preferred_username"),
            Shown(RealmMapper.Attribute, "firstName", "given_name"),
            Shown(RealmMapper.Attribute, "lastName", "family_name"),
            Mapper("full name", "oidc-full-name-mapper"),
            .. new[] { "middleName", "nickname", "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updatedAt" }.Select(name => Shown(RealmMapper.Attribute, name, name)),
        ]),
    }.ToDictionary(scope => scope.Name, StringComparer.Ordinal);

    private static RealmScope Scope(string name, params RealmMapper[] mappers) => new(name, mappers, RoleScope.Empty);

    private static RealmMapper Note(string name, string note, string claim) => Mapper(name, RealmMapper.SessionNote, ("user.session.note", note), ("claim.name", claim));

    private static RealmMapper Shown(string type, string attribute, string claim) => Mapper(claim, type, ("user.attribute", attribute), ("claim.name", claim), ("jsonType.label", "String"));

    private static RealmMapper Mapper(string name, string type, params (string Key, string Value)[] settings) =>
        new(name, type, settings.Append(("access.token.claim", "true")).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal));
}
