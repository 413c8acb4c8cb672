using System.Text.Json;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Cli.Credentials.Profiles;

/// <summary>One role of <c>GET /v1/roles</c>.</summary>
/// <param name="Name">The grant's.</param>
/// <param name="Selector">What to ask for so as to get just this one: its name, or where another has that too, its role ARN.</param>
/// <param name="Role">Its ARN.</param>
/// <param name="Region">Null where the rule names none.</param>
internal sealed record GrantedRole(string Name, string Selector, string Role, string? Region)
{
    /// <summary>A caller with thousands of roles has other troubles.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <returns>Null for what is no such document.</returns>
    public static GrantedRole[]? Read(ReadOnlySpan<byte> utf8)
    {
        if (!StrictJson.Parse(utf8).TryGet(out var json, out _) || Entries(json, "roles") is not { } granted)
        {
            return null;
        }

        var names = granted.Concat(Entries(json, "refused") ?? []).Select(entry => Line(entry, "name")).OfType<string>().CountBy(name => name, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        List<GrantedRole> roles = [];
        foreach (var entry in granted)
        {
            if (Line(entry, "name") is not { } name || Line(entry, "role") is not { } role)
            {
                return null;
            }

            roles.Add(new GrantedRole(name, names[name] == 1 ? name : role, role, Line(entry, "region")));
        }

        return [.. roles];
    }

    private static List<JsonElement>? Entries(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array && list.EnumerateArray().All(entry => entry.ValueKind is JsonValueKind.Object)
            ? [.. list.EnumerateArray()]
            : null;

    private static string? Line(JsonElement json, string name) =>
        JsonText.NonEmpty(json, name) is { } text && !text.Any(char.IsControl) ? text : null;
}
