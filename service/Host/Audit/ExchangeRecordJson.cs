using System.Text.Encodings.Web;
using System.Text.Json;

namespace TokenBridge.Host.Audit;

/// <summary>Writes a record as one JSON line. Members are added, never renamed; absent ones are left out.</summary>
internal static class ExchangeRecordJson
{
    /// <summary>Control characters are always escaped, so a record is one line whatever a claim holds.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    public static void Write(Utf8JsonWriter json, ExchangeRecord record)
    {
        json.WriteStartObject();
        json.WriteString("time"u8, record.Time.UtcDateTime);
        json.WriteString("event"u8, "tokenbridge.exchange"u8);
        json.WriteString("decision_id"u8, record.DecisionId);
        json.WriteString("outcome"u8, record.Reason is null ? "granted"u8 : "refused"u8);
        WriteText(json, "reason"u8, record.Reason);
        WriteText(json, "detail"u8, record.Detail);
        json.WriteNumber("status"u8, record.Status);
        json.WriteString("route"u8, record.Route);
        WriteText(json, "requested_role"u8, record.RequestedRole);
        WriteCaller(json, record);
        WriteText(json, "rule"u8, record.RuleId);
        WriteGrant(json, record);
        WriteSession(json, record);
        WriteText(json, "rules_hash"u8, record.RulesHash);
        WriteText(json, "source_ip"u8, record.SourceAddress);
        WriteText(json, "user_agent"u8, record.UserAgent);
        WriteText(json, "trace_id"u8, record.TraceId);
        json.WriteEndObject();
    }

    private static void WriteCaller(Utf8JsonWriter json, ExchangeRecord record)
    {
        WriteText(json, "issuer"u8, record.IssuerId);
        WriteText(json, "iss"u8, record.Issuer);
        WriteText(json, "sub"u8, record.Subject);
        WriteText(json, "client"u8, record.Client);
        WriteText(json, "sid"u8, record.KeycloakSession);
        WriteText(json, "jti"u8, record.TokenId);
        WriteText(json, "acr"u8, record.Acr);
    }

    private static void WriteGrant(Utf8JsonWriter json, ExchangeRecord record)
    {
        if (record.Grant is not { } grant)
        {
            return;
        }

        json.WriteString("grant"u8, grant.Name);
        json.WriteString("role"u8, grant.Role.Value);
        json.WriteString("session_name"u8, grant.SessionName);
        WriteText(json, "region"u8, grant.Region);
        WriteText(json, "external_id"u8, grant.ExternalId);
        WriteText(json, "policy"u8, grant.Policy);
        if (grant.PolicyArns.Count > 0)
        {
            json.WriteStartArray("policy_arns"u8);
            foreach (var arn in grant.PolicyArns)
            {
                json.WriteStringValue(arn.Value);
            }

            json.WriteEndArray();
        }

        if (record.TagsAreOfToken)
        {
            json.WriteString("tags_from"u8, "token"u8);
            return;
        }

        WriteText(json, "source_identity"u8, grant.SourceIdentity);
        json.WriteStartObject("tags"u8);
        foreach (var tag in grant.Tags)
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
        if (grant.TransitiveTagKeys.Count > 0)
        {
            json.WriteStartArray("transitive_tags"u8);
            foreach (var key in grant.TransitiveTagKeys)
            {
                json.WriteStringValue(key);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteSession(Utf8JsonWriter json, ExchangeRecord record)
    {
        WriteText(json, "strategy"u8, record.Strategy);
        if (record.DurationSeconds is { } seconds)
        {
            json.WriteNumber("duration_seconds"u8, seconds);
        }

        WriteText(json, "duration_clamp"u8, record.DurationClamp);
        if (record.FromCache is { } fromCache)
        {
            json.WriteBoolean("from_cache"u8, fromCache);
        }

        if (record.IsOverdue)
        {
            json.WriteBoolean("overdue"u8, true);
        }

        WriteText(json, "access_key_id"u8, record.AccessKeyId);
        if (record.Expiration is { } expiration)
        {
            json.WriteString("expiration"u8, expiration.UtcDateTime);
        }

        WriteText(json, "sts_request_id"u8, record.StsRequestId);
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
