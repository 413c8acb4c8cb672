using System.Globalization;
using System.Text.Json;
using TokenBridge.Rules.Provisioning.Aws;
using TokenBridge.Rules.Provisioning.Aws.Policies;

namespace TokenBridge.Rules.Provisioning.Drift;

/// <summary>Roles as they are beside what <c>provision aws</c> would write for the same rules.</summary>
internal static class RoleDrift
{
    private const string None = "none";

    private const string Version = "2012-10-17";

    public static IReadOnlyList<Difference> Of(AwsPlan plan, IReadOnlyList<ExistingRole> existing)
    {
        var (byArn, trusted, differences) = (existing.ToLookup(role => role.Arn, StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<Difference>());
        foreach (var role in plan.Roles)
        {
            var wanted = Wanted(role);
            trusted.UnionWith(wanted.Values.SelectMany(statement => statement.Principals));
            var found = byArn[role.Arn.Value].ToList();
            differences.AddRange(found.Count == 0 ? [new(role.Arn.Value, "role-missing", "the role", None)] : found.SelectMany(one => Of(role, wanted, one)));
        }

        // Whoever trusts the service without any rule gives what nobody decided.
        var planned = plan.Roles.Select(role => role.Arn.Value).ToHashSet(StringComparer.Ordinal);
        differences.AddRange(existing.Where(role => !planned.Contains(role.Arn) && Trusts(role, trusted))
            .Select(role => new Difference(role.Arn, "role-of-no-rule", "no trust in TokenBridge", "trusts it, and no rule gives this role")));
        return [.. differences.OrderBy(difference => difference.Where, StringComparer.Ordinal)];
    }

    private static IReadOnlyDictionary<string, TrustStatement> Wanted(RolePlan role)
    {
        using var document = JsonDocument.Parse(role.Trust.ToJsonString());
        return TrustReading.Read(document.RootElement, hidesExternalId: false)!;
    }

    private static IEnumerable<Difference> Of(RolePlan role, IReadOnlyDictionary<string, TrustStatement> wanted, ExistingRole existing)
    {
        var hides = role.Trust.ToJsonString().Contains(JsonEncodedText.Encode(TrustPolicy.ExternalIdStandIn).Value, StringComparison.Ordinal);
        if (TrustReading.Read(existing.Trust, hides) is not { } found)
        {
            yield return new(existing.Arn, "policy-unreadable", "a trust policy", "no policy document");
            yield break;
        }

        if (existing.Trust.TryGetProperty("Version", out var version) is var says && (!says || version.ValueKind != JsonValueKind.String || version.GetString() != Version))
        {
            yield return new(existing.Arn, "policy-version", Version, says ? version.ToString() : "absent, which is 2008-10-17");
        }

        foreach (var difference in Statements(existing.Arn, [.. wanted.Where(one => !found.ContainsKey(one.Key)).Select(one => one.Value)], [.. found.Where(one => !wanted.ContainsKey(one.Key)).Select(one => one.Value)]))
        {
            yield return difference;
        }

        if (existing.MaxSession is { } session && session < role.MaxSession)
        {
            yield return new(existing.Arn, "session-too-short", Seconds(role.MaxSession), Seconds(session));
        }
    }

    /// <summary>Of what is missing and what is there instead, those that are most alike belong together.</summary>
    private static IEnumerable<Difference> Statements(string arn, List<TrustStatement> missing, List<TrustStatement> extra)
    {
        foreach (var wanted in missing.OrderBy(statement => statement.Key, StringComparer.Ordinal))
        {
            var like = extra.Where(statement => statement.Subject == wanted.Subject).MinBy(statement => statement.Differences(wanted).Count);
            if (like is null)
            {
                yield return new(arn, "statement-missing", wanted.Key, None);
                continue;
            }

            extra.Remove(like);
            foreach (var part in wanted.Differences(like))
            {
                yield return new(arn, "condition-differs", $"{wanted.ValueOf(TrustStatement.Action)} {part} {wanted.ValueOf(part)}", like.ValueOf(part));
            }
        }

        foreach (var statement in extra.OrderBy(statement => statement.Key, StringComparer.Ordinal))
        {
            yield return new(arn, "statement-of-no-rule", None, statement.Key);
        }
    }

    private static bool Trusts(ExistingRole role, HashSet<string> trusted) =>
        TrustReading.Read(role.Trust, hidesExternalId: false) is { } statements
        && statements.Values.Any(statement => statement.ValueOf(TrustStatement.Effect) == "[Allow]" && statement.Principals.Any(trusted.Contains));

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s");
}
