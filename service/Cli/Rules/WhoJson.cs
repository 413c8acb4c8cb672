using System.Text.Json;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Cli.Rules;

/// <summary>Who can get a role, as <c>rules who --format json</c> prints it.</summary>
internal static class WhoJson
{
    /// <summary>Writes the members of an object.</summary>
    public static void Write(Utf8JsonWriter json, RoleReach reach, string hash)
    {
        json.WriteString("role"u8, reach.Wanted);
        json.WriteString("rules_hash"u8, hash);
        GrantJson.WriteObjects(json, "granted_by", reach.Routes, Write);
        GrantJson.WriteObjects(json, "cut_by", reach.Cuts, Write);
    }

    private static void Write(Utf8JsonWriter json, RoleRoute route)
    {
        WriteRule(json, route.RuleId, route.At);
        json.WriteString("name"u8, route.Name);
        json.WriteString("role"u8, route.Role);
        json.WriteStartObject("where"u8);
        foreach (var (name, value) in route.Captures)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        WriteWhen(json, "when", route.When);
        if (route.Require is { } require)
        {
            json.WriteStartObject("require"u8);
            GrantJson.WriteList(json, "acr", require.Acr);
            if (require.MaxAgeSeconds is { } seconds)
            {
                json.WriteNumber("max_auth_age_seconds"u8, seconds);
            }

            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, RoleCut cut)
    {
        WriteRule(json, cut.RuleId, cut.At);
        if (cut.Reason is { } reason)
        {
            json.WriteString("reason"u8, reason);
        }

        GrantJson.WriteList(json, "roles", cut.Roles);
        GrantJson.WriteList(json, "cuts", cut.Routes);
        WriteWhen(json, "when", cut.When);
    }

    private static void WriteRule(Utf8JsonWriter json, string id, SourcePosition at)
    {
        json.WriteString("rule"u8, id);
        json.WriteString("file"u8, at.File);
        json.WriteNumber("line"u8, at.Line);
    }

    private static void WriteWhen(Utf8JsonWriter json, string name, PredicateOutline test)
    {
        json.WriteStartObject(name);
        WriteTest(json, test);
        json.WriteEndObject();
    }

    private static void WriteTest(Utf8JsonWriter json, PredicateOutline test)
    {
        json.WriteString("test"u8, test.Kind);
        if (test.Parts.Count == 0)
        {
            json.WriteString("expected"u8, test.Expected);
            return;
        }

        GrantJson.WriteObjects(json, "parts", test.Parts, WriteTest);
    }
}
