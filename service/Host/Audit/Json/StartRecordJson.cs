using System.Text.Json;
using TokenBridge.Host.Audit.Records;

namespace TokenBridge.Host.Audit.Json;

/// <summary>Writes the event <c>tokenbridge.start</c>.</summary>
internal static class StartRecordJson
{
    public static void Write(Utf8JsonWriter json, StartRecord record)
    {
        json.WriteStartObject();
        json.WriteString("time"u8, record.Time.UtcDateTime);
        json.WriteString("event"u8, "tokenbridge.start"u8);
        json.WriteString("version"u8, record.Version);
        json.WriteString("settings_hash"u8, record.SettingsHash);
        RulesRecordJson.Write(json, record.Rules);
        json.WriteEndObject();
    }
}
