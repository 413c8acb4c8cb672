using System.Text.Json;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Explaining;

/// <summary>Grants and refused grants as callers read them, the same wherever they are listed.</summary>
internal static class GrantJson
{
    /// <summary>Writes the members of an object.</summary>
    public static void Write(Utf8JsonWriter json, Grant grant)
    {
        json.WriteString("name"u8, grant.Name);
        json.WriteString("role"u8, grant.Role.Value);
        json.WriteString("rule"u8, grant.RuleId);
        json.WriteString("session_name"u8, grant.SessionName);
        if (grant.SourceIdentity is { } sourceIdentity)
        {
            json.WriteString("source_identity"u8, sourceIdentity);
        }

        if (grant.Region is { } region)
        {
            json.WriteString("region"u8, region);
        }

        json.WriteNumber("duration_seconds"u8, (long)grant.Duration.TotalSeconds);
        json.WriteStartObject("tags"u8);
        foreach (var tag in grant.Tags)
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
        WriteList(json, "transitive_tags", grant.TransitiveTagKeys);
    }

    /// <summary>Writes the members of an object. The audit log's detail is not among them.</summary>
    public static void Write(Utf8JsonWriter json, RefusedGrant refused)
    {
        if (refused.Name is { } name)
        {
            json.WriteString("name"u8, name);
        }

        json.WriteString("rule"u8, refused.RuleId);
        json.WriteString("reason"u8, refused.Reason.ToReason());
        json.WriteString("message"u8, refused.Message);
        if (refused.StepUp is { } stepUp)
        {
            StepUpJson.Write(json, stepUp);
        }
    }

    /// <param name="json">Inside an object.</param>
    /// <param name="name">Of the array.</param>
    /// <param name="items">An object each.</param>
    /// <param name="write">Writes the members of one.</param>
    public static void WriteObjects<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
