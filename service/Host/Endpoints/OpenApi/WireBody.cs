using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>One shape of a body, by an example of it.</summary>
/// <param name="MediaType">Without parameters.</param>
/// <param name="Schema">Its name.</param>
/// <param name="Document">The record whose members the body has; null for texts that are no JSON.</param>
/// <param name="Example">As it is sent; a form stands here as if it were JSON.</param>
internal sealed record WireBody(string MediaType, string Schema, Type? Document, JsonNode Example)
{
    /// <param name="example">With every member that there may be.</param>
    public static WireBody Json<T>(T example)
        where T : notnull => Of("application/json", example);

    /// <param name="example">With every parameter that there may be.</param>
    public static WireBody Form<T>(T example)
        where T : notnull => Of("application/x-www-form-urlencoded", example);

    /// <param name="mediaType">Without parameters.</param>
    /// <param name="schema">Its name.</param>
    /// <param name="example">As it is sent.</param>
    public static WireBody Text(string mediaType, string schema, string example) => new(mediaType, schema, null, JsonValue.Create(example));

    /// <param name="schema">Its name.</param>
    /// <param name="example">JSON whose members another specification fixes.</param>
    public static WireBody Open(string schema, JsonObject example) => new("application/json", schema, null, example);

    private static WireBody Of<T>(string mediaType, T example)
        where T : notnull =>
        new(mediaType, WireSchemas.NameOf(typeof(T)), typeof(T), JsonSerializer.SerializeToNode(example, WireJson.Default.GetTypeInfo(typeof(T))!)!);
}
