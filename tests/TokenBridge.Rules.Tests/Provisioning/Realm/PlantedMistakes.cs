using System.Text.Json.Nodes;

namespace TokenBridge.Rules.Tests.Provisioning.Realm;

/// <summary>One way at least to make each mistake that the review knows.</summary>
internal static class PlantedMistakes
{
    private const string Attribute = "oidc-usermodel-attribute-mapper";

    private const string Hardcoded = "oidc-hardcoded-claim-mapper";

    /// <summary>The code that is found, where, and how it was planted.</summary>
    public static IReadOnlyList<(string Code, string Where, Action<JsonObject> Plant)> All { get; } =
    [
        ("audience-missing", "realm ml", realm => { Notebook(realm).RemoveMapper("audience tokenbridge"); realm.Client("nightly-training").RemoveMapper("audience tokenbridge"); }),
        ("client-missing", "client nightly-training", realm => realm.Client("nightly-training")["enabled"] = false),
        ("client-lacks-audience", "client nightly-training", realm => realm.Client("nightly-training").RemoveMapper("audience tokenbridge")),
        ("subject-missing", "client nightly-training", realm => realm.Client("nightly-training")["defaultClientScopes"] = new JsonArray("acr", "profile", "service_account")),
        ("groups-missing", "client notebook", realm => Notebook(realm).RemoveMapper("groups")),
        ("groups-without-path", "client notebook, mapper groups", realm => Notebook(realm).Mapper("groups")["config"]!["full.path"] = "false"),
        ("groups-written-otherwise", "client notebook, mapper planted", realm => Notebook(realm).AddMapper(Hardcoded, ("claim.name", "groups"), ("jsonType.label", "JSON"), ("claim.value", "[[\"/platform/admins\"]]"))),
        ("groups-written-otherwise", "client scope microprofile-jwt, mapper groups", realm => realm["roles"]!["realm"] = new JsonArray(new JsonObject { ["name"] = "/platform/admins" })),
        ("group-name-slash", "group 'platform/admins'", realm => AddGroup(realm, "platform/admins")),
        ("group-name-tilde", "group 'vision~'", realm => AddGroup(realm, "vision~")),
        ("organizations-off", "realm ml", realm => { WithOrganizations(realm); realm["organizationsEnabled"] = false; }),
        ("organizations-missing", "client notebook", realm => { WithOrganizations(realm); Notebook(realm)["optionalClientScopes"] = new JsonArray("offline_access"); }),
        ("organizations-single", "client notebook, mapper planted", realm => { WithOrganizations(realm); Notebook(realm).AddMapper("oidc-organization-membership-mapper", ("claim.name", "organization"), ("multivalued", "false")); }),
        ("organizations-written-otherwise", "client notebook, mapper planted", realm => { WithOrganizations(realm); Notebook(realm).AddMapper(Attribute, ("user.attribute", "company"), ("claim.name", "organization"), ("multivalued", "true")); }),
        ("claim-missing", "claim department", realm => Notebook(realm).RemoveMapper("department")),
        ("claim-is-list", "client notebook, mapper department", realm => Notebook(realm).Mapper("department")["config"]!["multivalued"] = "true"),
        ("claim-is-single", "client notebook, mapper projects", realm => Notebook(realm).Mapper("projects")["config"]!["multivalued"] = "false"),
        ("claim-is-json", "client notebook, mapper employment", realm => Notebook(realm).Mapper("employment")["config"]!["jsonType.label"] = "JSON"),
        ("claims-collide", "client notebook, mapper planted", realm =>
        {
            Notebook(realm).AddMapper(Hardcoded, ("claim.name", @"https://aws\.amazon\.com/tags"), ("jsonType.label", "JSON"), ("claim.value", "{}"));
            Notebook(realm).AddMapper(Attribute, ("claim.name", @"https://aws\.amazon\.com/tags.principal_tags.department"), ("user.attribute", "department"));
        }),
        ("attribute-editable", "attribute department", realm => realm.Profile(profile => profile.Attribute("department")["permissions"]!["edit"] = new JsonArray("admin", "user"))),
        ("attribute-editable", "attribute username", realm =>
        {
            realm["editUsernameAllowed"] = true;
            realm.Profile(profile => profile.Attribute("username")["permissions"]!["edit"] = new JsonArray("admin", "user"));
        }),
        ("attribute-unmanaged", "attribute employment", realm => realm.Profile(profile => { Undeclare(profile, "employment"); profile["unmanagedAttributePolicy"] = "ENABLED"; })),
        ("attribute-undeclared", "attribute employment", realm => realm.Profile(profile => Undeclare(profile, "employment"))),
        ("role-missing", "role analyst of client warehouse", realm => realm["roles"]!["client"]!.AsObject().Remove("warehouse")),
        ("role-out-of-scope", "role analyst of client warehouse", realm => realm.Remove("clientScopeMappings")),
        ("role-forged", "client notebook, mapper planted", realm => Notebook(realm).AddMapper("oidc-hardcoded-role-mapper", ("role", "warehouse.analyst"))),
        ("role-forged", "client notebook, mapper planted", realm => Notebook(realm).AddMapper("oidc-role-name-mapper", ("role", "notebook.reader"), ("new.role.name", "warehouse.analyst"))),
        ("role-forged", "client notebook, mapper planted", realm => Notebook(realm).AddMapper(Attribute, ("user.attribute", "department"), ("claim.name", "resource_access.warehouse.roles"))),
        ("level-unknown", "acr gold", realm => realm["attributes"]!["acr.loa.map"] = """{"silver":1}"""),
        ("level-without-flow", "realm ml", realm => realm.Remove("authenticationFlows")),
        ("level-not-in-token", "client notebook", realm => Notebook(realm)["defaultClientScopes"] = new JsonArray("basic", "profile", "roles")),
        ("mapper-sets-identity", "client notebook, mapper planted", realm => Notebook(realm).AddMapper(Attribute, ("user.attribute", "department"), ("claim.name", "sub"))),
        ("mapper-sets-identity", "client notebook, mapper planted", realm => Notebook(realm).AddMapper(Hardcoded, ("claim.name", "azp"), ("claim.value", "nightly-training"))),
        ("mapper-sets-identity", "client notebook, mapper planted", realm => Notebook(realm).AddMapper(Hardcoded, ("claim.name", "cnf.jkt"), ("claim.value", "x"))),
        ("mapper-sets-identity", "client notebook, mapper planted", realm => Notebook(realm).AddMapper(Hardcoded, ("claim.name", "sid"), ("claim.value", "x"))),
        ("mapper-sets-identity", "client notebook, mapper planted", realm => Notebook(realm).AddMapper(Attribute, ("user.attribute", "department"), ("claim.name", "acr"))),
        ("mapper-script", "client notebook, mapper planted", realm => Notebook(realm).AddMapper("script-groups.js", ("claim.name", "anything"))),
        ("subject-pairwise", "client notebook, mapper planted", realm => Notebook(realm).AddMapper("oidc-sha256-pairwise-sub-mapper", ("sectorIdentifierUri", ""))),
        ("password-grant", "client nightly-training", realm => realm.Client("nightly-training")["directAccessGrantsEnabled"] = true),
        ("implicit-flow", "client notebook", realm => Notebook(realm)["implicitFlowEnabled"] = true),
        ("full-scope", "client notebook", realm => Notebook(realm)["fullScopeAllowed"] = true),
        ("redirect-anywhere", "client notebook", realm => Notebook(realm)["redirectUris"] = new JsonArray("https://*.example/callback")),
        ("lightweight-tokens", "client notebook", realm => Notebook(realm)["attributes"]!["client.use.lightweight.access.token.enabled"] = "true"),
        ("impersonation-unmarked", "client notebook", realm => realm["keycloakVersion"] = "26.7.0"),
        ("token-too-long", "client notebook", realm => Notebook(realm)["attributes"]!["access.token.lifespan"] = "7200"),
        ("token-long", "client nightly-training", realm => realm["accessTokenLifespan"] = 1800),
        ("session-long", "realm ml", realm => realm["ssoSessionMaxLifespan"] = 604800),
        ("offline-endless", "client nightly-training", realm => { realm.Client("nightly-training")["optionalClientScopes"] = new JsonArray("offline_access"); realm.Client("nightly-training")["standardFlowEnabled"] = true; }),
        ("signature-not-taken", "client notebook", realm => Notebook(realm)["attributes"]!["access.token.signed.response.alg"] = "EdDSA"),
        ("signature-not-taken", "client nightly-training", realm => realm["defaultSignatureAlgorithm"] = "HS512"),
        ("key-missing", "realm ml", realm => realm.AddKey(("active", "false"), ("priority", "100"))),
        ("key-short", "key rsa-planted", realm => realm.AddKey(("keySize", "1024"), ("priority", "100"))),
        ("plain-http", "realm ml", realm => realm["sslRequired"] = "none"),
    ];

    public static void WithOrganizations(JsonObject realm)
    {
        realm["organizationsEnabled"] = true;
        Notebook(realm)["optionalClientScopes"] = new JsonArray("offline_access", "organization");
    }

    private static JsonObject Notebook(JsonObject realm) => realm.Client("notebook");

    private static void AddGroup(JsonObject realm, string name) => realm["groups"]!.AsArray().Add(new JsonObject { ["name"] = name });

    private static void Undeclare(JsonObject profile, string attribute) => profile["attributes"]!.AsArray().Remove(profile.Attribute(attribute));
}
