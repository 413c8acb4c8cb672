using System.Text.Json.Nodes;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>A trust policy of <c>provision aws</c> as Ceph's object gateway 16 can read it; docs/guides/provision-aws.md says the same.</summary>
internal static class GatewayTrust
{
    public const string Absence = "Null";
    public const string TransitiveKeys = "transitive_tag_keys";

    private const string SetSourceIdentity = "sts:SetSourceIdentity";

    /// <summary>Keys that the gateway gives no value. Neither has <c>sts:TransitiveTagKeys</c>, but what is asked of it holds there in any case.</summary>
    private static readonly string[] UnknownKeys = ["sts:RoleAuthorizedByIdp", "sts:RoleSessionName", "sts:SourceIdentity"];

    /// <summary>What is changed, part by part.</summary>
    public static IReadOnlyList<string> Parts { get; } = [SetSourceIdentity, Absence, TransitiveKeys, .. UnknownKeys];

    /// <param name="trust">As written.</param>
    /// <param name="keeps">Of <see cref="Parts"/>: one that stays as it is.</param>
    public static JsonObject Of(JsonNode trust, string keeps = "")
    {
        var known = trust.DeepClone().AsObject();
        var statements = known["Statement"]!.AsArray();
        foreach (var statement in statements.ToList())
        {
            if ((string?)statement!["Action"] == SetSourceIdentity && keeps != SetSourceIdentity)
            {
                statements.Remove(statement);
            }
            else
            {
                Change(statement["Condition"]!.AsObject(), keeps);
            }
        }

        return known;
    }

    private static void Change(JsonObject conditions, string keeps)
    {
        var hasTransitiveKeys = conditions["ForAllValues:StringEquals"]?["sts:TransitiveTagKeys"] is not null;
        foreach (var (test, key, values) in conditions.SelectMany(test => test.Value!.AsObject().Select(pair => (test.Key, pair.Key, pair.Value!))).ToList())
        {
            if (UnknownKeys.Contains(key, StringComparer.Ordinal) && key != keeps)
            {
                Remove(conditions, test, key);
            }
            // Read by the gateway as if it said true.
            else if (test == Absence && key.StartsWith("aws:RequestTag/", StringComparison.Ordinal) && keeps != Absence)
            {
                Remove(conditions, test, key);
                Add(conditions, "StringLike", key, "*");
            }
            // The list of transitive keys is one tag more to the gateway.
            else if (key == "aws:TagKeys" && hasTransitiveKeys && keeps != TransitiveKeys)
            {
                conditions[test]![key] = new JsonArray([.. (values as JsonArray ?? [values.DeepClone()]).Select(value => value!.DeepClone()), TransitiveKeys]);
            }
        }
    }

    private static void Remove(JsonObject conditions, string test, string key)
    {
        conditions[test]!.AsObject().Remove(key);
        if (conditions[test]!.AsObject().Count == 0)
        {
            conditions.Remove(test);
        }
    }

    private static void Add(JsonObject conditions, string test, string key, string value)
    {
        conditions.TryAdd(test, new JsonObject());
        conditions[test]![key] = value;
    }
}
