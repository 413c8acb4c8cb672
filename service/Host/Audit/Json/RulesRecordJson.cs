using System.Text.Json;
using TokenBridge.Host.Audit.Records;

namespace TokenBridge.Host.Audit.Json;

/// <summary>Writes the event <c>tokenbridge.rules</c>.</summary>
internal static class RulesRecordJson
{
    /// <summary>Faults that are written out; the number of all stands beside them.</summary>
    private const int MostFaults = 10;

    public static void Write(Utf8JsonWriter json, RulesRecord record)
    {
        json.WriteStartObject();
        json.WriteString("time"u8, record.Time.UtcDateTime);
        json.WriteString("event"u8, "tokenbridge.rules"u8);
        json.WriteString("outcome"u8, record.Faults.Count == 0 ? "taken"u8 : "refused"u8);
        Write(json, record.Rules);
        json.WriteString("previous_rules_hash"u8, record.PreviousHash);
        if (record.Faults.Count > 0)
        {
            json.WriteNumber("fault_count"u8, record.Faults.Count);
            json.WriteStartArray("faults"u8);
            foreach (var fault in record.Faults.Take(MostFaults))
            {
                json.WriteStringValue(fault);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>As members: <c>rules_hash</c> and <c>rules_files</c>.</summary>
    public static void Write(Utf8JsonWriter json, RulesPart rules)
    {
        json.WriteText("rules_hash"u8, rules.Hash);
        json.WriteStartArray("rules_files"u8);
        foreach (var file in rules.Files)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, file.Path);
            json.WriteString("sha256"u8, file.Sha256);
            if (file.Owner is { } owner)
            {
                json.WriteNumber("owner"u8, owner);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
