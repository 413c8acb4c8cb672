using System.Text.Json;
using TokenBridge.Rules.Provisioning.Aws.Policies;

namespace TokenBridge.Rules.Provisioning.Drift;

/// <summary>Reads trust policies so that two that say the same are the same: order, lists of one, and statements joined or apart say nothing.</summary>
internal static class TrustReading
{
    private const string ExternalId = "sts:ExternalId";

    /// <param name="policy">A policy document.</param>
    /// <param name="hidesExternalId">Whether one external id stands for another: the rules' side does not know the secret.</param>
    /// <returns>By their keys; null where it is no policy.</returns>
    public static IReadOnlyDictionary<string, TrustStatement>? Read(JsonElement policy, bool hidesExternalId)
    {
        if (policy.ValueKind != JsonValueKind.Object || !policy.TryGetProperty("Statement", out var written))
        {
            return null;
        }

        var list = written.ValueKind == JsonValueKind.Array ? [.. written.EnumerateArray()] : new List<JsonElement> { written };
        return list.Exists(statement => statement.ValueKind != JsonValueKind.Object)
            ? null
            : list.SelectMany(statement => Expand(Parts(statement, hidesExternalId))).DistinctBy(statement => statement.Key, StringComparer.Ordinal)
                .ToDictionary(statement => statement.Key, StringComparer.Ordinal);
    }

    private static Dictionary<string, IReadOnlySet<string>> Parts(JsonElement statement, bool hidesExternalId)
    {
        var parts = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var member in statement.EnumerateObject().Where(member => member.Name != "Sid"))
        {
            switch (member.Name)
            {
                case "Action":
                    // IAM does not look at the case of actions.
                    parts[TrustStatement.Action] = Texts(member.Value).Select(action => action.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
                    break;
                case "Principal" when member.Value.ValueKind == JsonValueKind.Object:
                    AddAll(parts, TrustStatement.Principal, member.Value);
                    break;
                case "Principal":
                    parts[$"{TrustStatement.Principal}AWS"] = Texts(member.Value);
                    break;
                case "Condition" when member.Value.ValueKind == JsonValueKind.Object:
                    foreach (var test in member.Value.EnumerateObject())
                    {
                        AddAll(parts, $"condition {test.Name} ", test.Value);
                    }

                    break;
                default:
                    parts[member.Name.ToLowerInvariant()] = Texts(member.Value);
                    break;
            }
        }

        var id = $"condition StringEquals {ExternalId}";
        if (hidesExternalId && parts.TryGetValue(id, out var ids) && ids.Count == 1)
        {
            parts[id] = new HashSet<string>(StringComparer.Ordinal) { TrustPolicy.ExternalIdStandIn };
        }

        return parts;
    }

    private static void AddAll(Dictionary<string, IReadOnlySet<string>> parts, string prefix, JsonElement members)
    {
        if (members.ValueKind != JsonValueKind.Object)
        {
            parts[prefix.TrimEnd()] = Texts(members);
            return;
        }

        foreach (var member in members.EnumerateObject())
        {
            parts[$"{prefix}{member.Name}"] = Texts(member.Value);
        }
    }

    /// <summary>Whoever may do two things may do each: one statement with both, and two with one each, say the same. So too for principals.</summary>
    private static IEnumerable<TrustStatement> Expand(Dictionary<string, IReadOnlySet<string>> parts)
    {
        var principals = parts.Where(part => part.Key.StartsWith(TrustStatement.Principal, StringComparison.Ordinal)).SelectMany(part => part.Value.Select(value => (part.Key, value))).ToList();
        var actions = parts.TryGetValue(TrustStatement.Action, out var named) ? named.Select(string? (action) => action) : [null];
        foreach (var action in actions)
        {
            foreach (var (kind, principal) in principals.Count == 0 ? [("", "")] : principals)
            {
                var one = parts.Where(part => !part.Key.StartsWith(TrustStatement.Principal, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
                if (action is not null)
                {
                    one[TrustStatement.Action] = new HashSet<string>(StringComparer.Ordinal) { action };
                }

                if (kind.Length > 0)
                {
                    one[kind] = new HashSet<string>(StringComparer.Ordinal) { principal };
                }

                yield return new TrustStatement(one);
            }
        }
    }

    private static HashSet<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select(Text).ToHashSet(StringComparer.Ordinal)
        : new HashSet<string>(StringComparer.Ordinal) { Text(value) };

    /// <summary>True and "true" are one value to IAM.</summary>
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };
}
