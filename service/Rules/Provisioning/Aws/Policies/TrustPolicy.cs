using System.Text.Json.Nodes;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws.Granting;

namespace TokenBridge.Rules.Provisioning.Aws.Policies;

/// <summary>
/// One role's trust policy. Each grant has a statement of its own, because two rules that give one role may send different tags, and a mixture of
/// both is what nobody should have. That statement alone is exact. Tags and the source identity are permissions of their own beside it, and AWS
/// offers each only its own condition keys: the session name and the external id cannot be asked for with <c>sts:TagSession</c>.
/// </summary>
internal static class TrustPolicy
{
    /// <summary>Stands where the configured external id belongs, which is a secret. It is no legal external id, so left as it is it lets nobody in.</summary>
    public const string ExternalIdStandIn = "<TokenBridge:Sts:ExternalId>";

    /// <param name="grants">Of one role.</param>
    /// <param name="side">What the operator says.</param>
    /// <param name="problems">Gets what is not configured.</param>
    /// <returns>Null where nobody can be trusted.</returns>
    public static JsonObject? Of(IReadOnlyList<GrantTrust> grants, AwsSide side, HashSet<string> problems)
    {
        var (statements, seen, names) = (new List<JsonObject>(), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var trusted = grants.SelectMany(grant => TrustedParty.Of(grant, side, problems).Select(party => (Grant: grant, Party: party))).ToList();
        foreach (var (grant, party) in trusted)
        {
            Add(StatementName.Of(grant.RuleId), party, party.Action, Assume(grant, party, side));
        }

        foreach (var (grant, party) in trusted.Where(pair => pair.Grant.Tags.Count > 0))
        {
            Add("SessionTags", party, "sts:TagSession", Keys(new ConditionSet(), grant));
        }

        foreach (var (grant, party) in trusted.Where(pair => pair.Grant.SourceIdentity is not null))
        {
            Add("SourceIdentity", party, "sts:SetSourceIdentity", new ConditionSet().Fits("sts:SourceIdentity", grant.SourceIdentity!));
        }

        return statements.Count == 0 ? null : PolicyJson.Document(statements);

        void Add(string name, TrustedParty party, string action, ConditionSet conditions)
        {
            if (seen.Add($"{party.Principal} {action} {conditions.Json().ToJsonString()}"))
            {
                statements.Add(PolicyJson.Statement(StatementName.Apart(name, names), party.Json(), [action], null, conditions));
            }
        }
    }

    private static ConditionSet Assume(GrantTrust grant, TrustedParty party, AwsSide side)
    {
        var conditions = new ConditionSet();
        if (party.Provider is { } provider)
        {
            conditions.Equal($"{provider.Name}:aud", party.Audiences);
            if (party.Subjects is { } subjects)
            {
                conditions.Fits($"{provider.Name}:sub", subjects);
            }

            if (grant.Strategy == SessionStrategy.WebIdentity)
            {
                conditions.IsTrue("sts:RoleAuthorizedByIdp");
            }
        }
        else if (grant.ExternalId is { } externalId)
        {
            conditions.Fits("sts:ExternalId", externalId);
        }
        else if (side.SendsExternalId)
        {
            conditions.Equal("sts:ExternalId", ExternalIdStandIn);
        }

        if (!grant.SessionName.IsOpen)
        {
            conditions.Fits("sts:RoleSessionName", grant.SessionName);
        }

        if (grant.SourceIdentity is { } identity)
        {
            conditions.Fits("sts:SourceIdentity", identity);
        }
        else
        {
            conditions.IsAbsent("sts:SourceIdentity");
        }

        foreach (var tag in grant.Tags.Where(tag => tag.Value is not null))
        {
            conditions.Fits($"aws:RequestTag/{tag.Key}", tag.Value!);
        }

        return Keys(conditions, grant);
    }

    /// <summary>No key but these, in this case; and the same of the transitive ones, of which none is left out.</summary>
    private static ConditionSet Keys(ConditionSet conditions, GrantTrust grant)
    {
        _ = grant.Tags.Count == 0 ? conditions.IsAbsent("aws:TagKeys") : conditions.OnlyAmong("aws:TagKeys", [.. grant.Tags.Select(tag => tag.Key)]);
        return grant.TransitiveTagKeys.Count == 0
            ? conditions.IsAbsent("sts:TransitiveTagKeys")
            : conditions.OnlyAmong("sts:TransitiveTagKeys", grant.TransitiveTagKeys).IsPresent("sts:TransitiveTagKeys");
    }
}
