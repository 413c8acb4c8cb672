using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Model;

/// <summary>Values of a caller's <c>groups</c> that can never give anything, mostly because Keycloak's mapper leaves the path out.</summary>
/// <param name="Values">Ordinal, each once; at least one.</param>
internal sealed record UncountedGroups(IReadOnlyList<string> Values)
{
    /// <summary>Named in one sentence; what is wrong is the same for the rest.</summary>
    private const int MostNamed = 3;

    /// <returns>Null where every value can count.</returns>
    public static UncountedGroups? Of(CallerIdentity caller)
    {
        var values = caller.Groups.Where(group => GroupPath.Flaw(group) is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return values.Count == 0 ? null : new UncountedGroups(values);
    }

    /// <summary>Which they are, and what to change at Keycloak. At most some 600 characters.</summary>
    public string Text
    {
        get
        {
            var named = string.Join(", ", Values.Take(MostNamed).Select(value => $"{SafeText.Quote(value)} ({GroupPath.Flaw(value)})"));
            var more = Values.Count > MostNamed ? $" and {Values.Count - MostNamed} more" : "";
            var withoutPath = Values.Any(value => !value.StartsWith('/'))
                ? " Rules match whole paths such as /a/b: switch \"Full group path\" on in Keycloak's group membership mapper."
                : "";
            var ambiguous = Values.Any(value => value.StartsWith('/')) ? " Rename groups that have a slash or a ~ in their names." : "";
            return $"Groups of the token that never count: {named}{more}.{withoutPath}{ambiguous}";
        }
    }
}
