using System.Text;
using System.Text.Json.Nodes;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Provisioning.Needs;
using TokenBridge.Rules.Provisioning.Realm.Demands;
using TokenBridge.Rules.Provisioning.Realm.Findings;
using TokenBridge.Rules.Provisioning.Realm.Reading;
using TokenBridge.Rules.Provisioning.Realm.Review;
using TokenBridge.Testing;

namespace TokenBridge.Rules.Tests.Provisioning.Realm;

/// <summary>The shipped realm and the shipped rules, with something changed in the realm.</summary>
internal static class PlantedRealm
{
    /// <summary>Of the repository.</summary>
    public static string Root { get; } = FindRoot();

    private static readonly TokenNeeds Needs = TokenNeeds.Of(RuleSetCompiler.Load(Path.Combine(Root, "mapper-config", "rules.yaml"), TestRules.Context()) is RuleSetCompilation.Compiled compiled
        ? compiled.RuleSet
        : throw new InvalidOperationException("the shipped rules have faults"));

    /// <summary>Of the shipped rules and one that asks for an organization.</summary>
    public static TokenNeeds NeedsOfOrganizations { get; } = Needs with { Organizations = [new TextNeed("{org}", ["tenants"])] };

    /// <summary>As a service would have it whose operator named both clients.</summary>
    public static ServiceDemands Service { get; } = new(["tokenbridge"], ["notebook", "nightly-training"], ["RS256", "PS256", "ES256"], TimeSpan.FromHours(1));

    public static JsonObject Shipped() => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "mapper-config", "keycloak", "realm.json")))!;

    public static IReadOnlyList<RealmFinding> Review(Action<JsonObject> plant, ServiceDemands? service = null, TokenNeeds? needs = null)
    {
        var realm = Shipped();
        plant(realm);
        return RealmReader.Read(Encoding.UTF8.GetBytes(realm.ToJsonString())).TryGet(out var read, out var fault)
            ? RealmReview.Of(read, DemandReading.Of(needs ?? Needs, service ?? Service))
            : throw new InvalidOperationException(fault);
    }

    public static JsonObject Client(this JsonObject realm, string id) => realm["clients"]!.AsArray().Select(client => client!.AsObject()).Single(client => $"{client["clientId"]}" == id);

    public static JsonObject Mapper(this JsonObject client, string name) => client["protocolMappers"]!.AsArray().Select(mapper => mapper!.AsObject()).Single(mapper => $"{mapper["name"]}" == name);

    public static void AddMapper(this JsonObject client, string type, params (string Key, string Value)[] settings) =>
        client["protocolMappers"]!.AsArray().Add(new JsonObject
        {
            ["name"] = "planted",
            ["protocol"] = "openid-connect",
            ["protocolMapper"] = type,
            ["config"] = new JsonObject(settings.Append(("access.token.claim", "true")).Select(pair => KeyValuePair.Create(pair.Item1, (JsonNode?)pair.Item2))),
        });

    public static void RemoveMapper(this JsonObject client, string name) => client["protocolMappers"]!.AsArray().Remove(client.Mapper(name));

    /// <summary>Changes the document that stands as a text in the user profile's component.</summary>
    public static void Profile(this JsonObject realm, Action<JsonObject> change)
    {
        var texts = realm["components"]!["org.keycloak.userprofile.UserProfileProvider"]![0]!["config"]!["kc.user.profile.config"]!.AsArray();
        var profile = JsonNode.Parse($"{texts[0]}")!.AsObject();
        change(profile);
        texts[0] = profile.ToJsonString();
    }

    public static JsonObject Attribute(this JsonObject profile, string name) => profile["attributes"]!.AsArray().Select(attribute => attribute!.AsObject()).Single(attribute => $"{attribute["name"]}" == name);

    public static void AddKey(this JsonObject realm, params (string Key, string Value)[] settings) =>
        realm["components"]!["org.keycloak.keys.KeyProvider"] = new JsonArray(new JsonObject
        {
            ["name"] = "rsa-planted",
            ["providerId"] = "rsa-generated",
            ["config"] = new JsonObject(settings.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray(pair.Value)))),
        });

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TokenBridge.sln")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return folder.FullName;
    }
}
