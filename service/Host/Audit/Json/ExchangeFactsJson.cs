using System.Text.Json;
using TokenBridge.Host.Audit.Records;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Audit.Json;

/// <summary>Writes what an exchange found out, as members of its record.</summary>
internal static class ExchangeFactsJson
{
    public static void Write(Utf8JsonWriter json, ExchangeFacts facts)
    {
        WriteCaller(json, facts.Caller);
        json.WriteText("preferred_username"u8, facts.Decision?.PreferredUsername);
        json.WriteText("rule"u8, facts.Decision?.RuleId);
        facts.Decision?.Read?.Write(json);
        if (facts.Decision?.Granted is { } granted)
        {
            WriteGrant(json, granted.Grant);
            WriteTags(json, granted);
            json.WriteText("strategy"u8, granted.Strategy);
            json.WriteText("web_identity_sub"u8, granted.WebIdentitySubject);
        }

        if (facts.Session is { } session)
        {
            WriteSession(json, session);
        }

        json.WriteText("rules_hash"u8, facts.Decision?.RulesHash);
    }

    private static void WriteCaller(Utf8JsonWriter json, CallerPart? caller)
    {
        json.WriteText("issuer"u8, caller?.IssuerId);
        if (caller?.Signed is { } signed)
        {
            json.WriteString("iss"u8, signed.Issuer);
            json.WriteText("sub"u8, signed.Subject);
            json.WriteText("client"u8, signed.Client);
        }

        if (caller?.Verified is not { } verified)
        {
            return;
        }

        json.WriteString("iss"u8, verified.Issuer);
        json.WriteString("sub"u8, verified.Subject);
        json.WriteText("client"u8, verified.Client);
        json.WriteText("sid"u8, verified.SessionId);
        json.WriteText("jti"u8, verified.TokenId);
        json.WriteText("acr"u8, verified.Acr);
    }

    private static void WriteGrant(Utf8JsonWriter json, Grant grant)
    {
        json.WriteString("grant"u8, grant.Name);
        json.WriteString("role"u8, grant.Role.Value);
        json.WriteString("session_name"u8, grant.SessionName);
        json.WriteText("region"u8, grant.Region);
        json.WriteText("external_id"u8, grant.ExternalId);
        json.WriteText("policy"u8, grant.Policy);
        WriteTexts(json, "policy_arns"u8, grant.PolicyArns, static arn => arn.Value);
    }

    private static void WriteTags(Utf8JsonWriter json, GrantPart granted)
    {
        if (granted.TagsAreOfToken)
        {
            json.WriteString("tags_from"u8, "token"u8);
            return;
        }

        json.WriteText("source_identity"u8, granted.Grant.SourceIdentity);
        json.WriteStartObject("tags"u8);
        foreach (var tag in granted.Grant.Tags)
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
        WriteTexts(json, "transitive_tags"u8, granted.Grant.TransitiveTagKeys, static key => key);
    }

    private static void WriteSession(Utf8JsonWriter json, SessionPart session)
    {
        if (session.DurationSeconds is { } seconds)
        {
            json.WriteNumber("duration_seconds"u8, seconds);
        }

        json.WriteText("duration_clamp"u8, session.DurationClamp);
        if (session.FromCache is { } fromCache)
        {
            json.WriteBoolean("from_cache"u8, fromCache);
        }

        if (session.IsOverdue)
        {
            json.WriteBoolean("overdue"u8, true);
        }

        json.WriteText("access_key_id"u8, session.AccessKeyId);
        if (session.Expiration is { } expiration)
        {
            json.WriteString("expiration"u8, expiration.UtcDateTime);
        }

        json.WriteText("sts_request_id"u8, session.StsRequestId);
    }

    private static void WriteTexts<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<T> values, Func<T, string> text)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(text(value));
        }

        json.WriteEndArray();
    }
}
