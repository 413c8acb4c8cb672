using System.Text.Json;

namespace TokenBridge.Cli.Credentials;

/// <summary>Members of an object that are strings; of any other kind they are as if absent.</summary>
internal static class JsonText
{
    public static string? Of(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public static string? NonEmpty(JsonElement json, string name) => Of(json, name) is { Length: > 0 } text ? text : null;
}
