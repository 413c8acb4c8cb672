using System.Text.Json.Nodes;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Which roles may be seen through which client or scope, in the form of an export.</summary>
internal sealed class ScopeMappings
{
    public JsonArray Realm { get; } = [];

    /// <summary>By the client whose roles they are.</summary>
    public JsonObject Clients { get; } = [];

    /// <param name="kind"><c>client</c> or <c>clientScope</c>.</param>
    /// <param name="name">Of it.</param>
    /// <param name="answer">What Keycloak says of it.</param>
    public void Add(string kind, JsonNode? name, JsonNode? answer)
    {
        if (answer?["realmMappings"] is JsonArray realm)
        {
            Realm.Add(Mapping(kind, name, realm));
        }

        foreach (var (client, roles) in answer?["clientMappings"] as JsonObject ?? [])
        {
            if (roles?["mappings"] is JsonArray mapped)
            {
                if (Clients[client] is not JsonArray list)
                {
                    Clients[client] = list = [];
                }

                list.Add(Mapping(kind, name, mapped));
            }
        }
    }

    private static JsonObject Mapping(string kind, JsonNode? name, JsonArray roles) =>
        new() { [kind] = $"{name}", ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create($"{role?["name"]}"))]) };
}
