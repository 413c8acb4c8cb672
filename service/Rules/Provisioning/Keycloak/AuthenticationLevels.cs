using System.Globalization;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>Which level of authentication each required <c>acr</c> is.</summary>
internal static class AuthenticationLevels
{
    /// <summary>One above the password, where only one is asked for.</summary>
    private const int OnlyLevel = 2;

    /// <param name="needs">Of the rules.</param>
    /// <param name="given">By whoever knows the realm's browser flow.</param>
    /// <param name="faults">What has to be said first: a wrong order would let a weaker login pass for a stronger one.</param>
    /// <returns>By level, then by name.</returns>
    public static IReadOnlyList<AuthenticationLevel> Of(TokenNeeds needs, IReadOnlyDictionary<string, int> given, out IReadOnlyList<string> faults)
    {
        var (levels, wrong) = (new List<AuthenticationLevel>(), new List<string>());

        // Keycloak takes a number for itself.
        var named = needs.Acr.Where(acr => !int.TryParse(acr.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToList();
        foreach (var acr in named)
        {
            if (given.TryGetValue(acr.Text, out var level))
            {
                levels.Add(new AuthenticationLevel(acr.Text, level, acr.Rules));
            }
            else if (named.Count == 1)
            {
                levels.Add(new AuthenticationLevel(acr.Text, OnlyLevel, acr.Rules));
            }
            else
            {
                wrong.Add($"rules require several acr, and which is the stronger they do not say: add --level {acr.Text}=NUMBER, as in the realm's browser flow (rule {SafeText.QuoteList(acr.Rules)})");
            }
        }

        wrong.AddRange(given.Keys.Where(name => !named.Exists(acr => acr.Text == name)).Order(StringComparer.Ordinal).Select(name => $"--level names the acr {SafeText.Quote(name)}, which no rule requires"));
        faults = wrong;
        return [.. levels.OrderBy(level => level.Level).ThenBy(level => level.Acr, StringComparer.Ordinal)];
    }
}
