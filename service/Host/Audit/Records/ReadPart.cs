using System.Text.Json;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Audit.Records;

/// <summary>What the rules read of a caller whom they refused: where they say no, the first question is what they saw.</summary>
/// <param name="Caller">Whose token was verified.</param>
/// <param name="Claims">Where the rules look, as JSON Pointers.</param>
/// <param name="Shown">How much is written.</param>
internal sealed record ReadPart(CallerIdentity Caller, IReadOnlyList<JsonPointer> Claims, AuditedClaims Shown)
{
    /// <summary>Of groups, roles and claims each; the number of all stands beside them.</summary>
    private const int MostValues = 50;

    /// <summary>Characters of one value.</summary>
    private const int LongestValue = 256;

    /// <summary>As members: <c>claims_present</c>, <c>claims_absent</c>, <c>group_count</c>, <c>role_count</c>; with values also <c>claims</c>, <c>groups</c>, <c>roles</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (Shown == AuditedClaims.None)
        {
            return;
        }

        var read = Claims.Take(MostValues).Select(pointer => (pointer.Text, Value: pointer.Read(Caller.Claims))).ToList();
        WriteTexts(json, "claims_present"u8, read.Where(claim => IsPresent(claim.Value)).Select(claim => claim.Text));
        WriteTexts(json, "claims_absent"u8, read.Where(claim => !IsPresent(claim.Value)).Select(claim => claim.Text));
        json.WriteNumber("group_count"u8, Caller.Groups.Count);
        json.WriteNumber("role_count"u8, Roles().Count());
        if (Shown == AuditedClaims.Values)
        {
            WriteValues(json, read);
        }
    }

    private static bool IsPresent(JsonElement value) => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    private void WriteValues(Utf8JsonWriter json, List<(string Text, JsonElement Value)> read)
    {
        json.WriteStartObject("claims"u8);
        foreach (var (name, value) in read.Where(claim => IsPresent(claim.Value)))
        {
            json.WriteString(name, Cut(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
        }

        json.WriteEndObject();
        WriteTexts(json, "groups"u8, Caller.Groups.Take(MostValues).Select(Cut));
        WriteTexts(json, "roles"u8, Roles().Take(MostValues).Select(Cut));
    }

    /// <summary>Realm roles as they are, client roles behind their client.</summary>
    private IEnumerable<string> Roles() => Caller.RealmRoles.Concat(Caller.ClientRoles.SelectMany(client => client.Value.Select(role => $"{client.Key}/{role}")));

    private static string Cut(string text) => SafeText.Cut(text, LongestValue);

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
