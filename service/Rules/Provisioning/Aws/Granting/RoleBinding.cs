using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Provisioning.Aws.Granting;

/// <summary>A capture or a claim, whatever it is called.</summary>
internal sealed record PlaceholderKey(int Slot, ClaimSource? Source)
{
    public static PlaceholderKey Of(in BoundPart part) => new(part.Slot, part.Source);
}

/// <summary>The values that a role's placeholders have in one of the roles that a rule can give. Null stands for an absent claim.</summary>
internal sealed record RoleBinding(IReadOnlyDictionary<PlaceholderKey, string?> Values)
{
    /// <summary>Roles of one rule; more are a mistake in what was passed.</summary>
    private const int MostRoles = 5_000;

    /// <param name="rule">A grant rule.</param>
    /// <param name="side">Has the values that the operator lists.</param>
    /// <param name="problems">Gets what the operator must pass.</param>
    /// <returns>Each role that the rule can give; empty where that is open.</returns>
    public static IReadOnlyList<RoleBinding> Of(CompiledRule rule, AwsSide side, List<string> problems)
    {
        var before = problems.Count;
        var bindings = new List<Dictionary<PlaceholderKey, string?>> { new() };
        foreach (var group in rule.Grant!.Role.Text.Parts.Where(part => part.Name is not null).GroupBy(part => PlaceholderKey.Of(part)))
        {
            var values = Possible(rule, group, side, problems);
            if ((long)bindings.Count * values.Count > MostRoles)
            {
                problems.Add($"rule {rule.Id}: its role has more than {MostRoles} forms with these values; pass fewer");
                return [];
            }

            bindings = [.. bindings.SelectMany(binding => values.Select(value => new Dictionary<PlaceholderKey, string?>(binding) { [group.Key] = value }))];
        }

        return problems.Count > before ? [] : [.. bindings.Select(binding => new RoleBinding(binding))];
    }

    private static List<string?> Possible(CompiledRule rule, IGrouping<PlaceholderKey, BoundPart> parts, AwsSide side, List<string> problems)
    {
        var names = parts.Select(part => part.Name!).Distinct(StringComparer.Ordinal).ToList();
        var known = ConditionValues.Of(rule.When, parts.Key.Source);
        var passed = names.Where(side.Values.ContainsKey).SelectMany(name => side.Values[name]).Distinct(StringComparer.Ordinal).ToList();
        if (known is not null)
        {
            // A value that no role name can hold is refused when it is rendered.
            return [.. known.Where(value => passed.Count == 0 || passed.Contains(value, StringComparer.Ordinal)).Where(IsRoleText)];
        }

        if (passed.Count == 0 && names.Find(name => side.Variables.Contains(name, StringComparer.Ordinal)) is { } variable)
        {
            passed.Add(RoleVariable.StandIn(variable));
        }

        if (passed.Count == 0)
        {
            problems.Add($"rule {rule.Id}: the role {rule.Grant!.Role.Text.Written} depends on {{{names[0]}}}; pass --values {names[0]}=<value>[,<value>...] with every value it may have");
            return [];
        }

        problems.AddRange(passed.Where(value => !IsRoleText(value)).Select(value =>
            $"rule {rule.Id}: {{{names[0]}}} cannot be '{value}' in a role; allowed are A-Z a-z 0-9 _ + = , . @ -"));
        return parts.Any(part => part.Absent is not null) ? [.. passed, null] : [.. passed];
    }

    private static bool IsRoleText(string value) => value.Length > 0 && value.All(RoleArn.IsNameCharacter);
}
