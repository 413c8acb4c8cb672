using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>What the rules do not say and a realm needs.</summary>
/// <param name="Audience">The id that TokenBridge accepts in <c>aud</c>, and of the client that stands for it.</param>
/// <param name="Client">The id of the client where people log in.</param>
/// <param name="Levels">Keycloak's level of authentication for each <c>acr</c>.</param>
internal sealed record RealmRequest(string Audience, string Client, IReadOnlyDictionary<string, int> Levels)
{
    /// <returns>What is wrong with the names; none where nothing is.</returns>
    public IEnumerable<string> Faults()
    {
        foreach (var (what, name) in (IEnumerable<(string, string)>)[("audience", Audience), ("client", Client)])
        {
            if (!IsName(name))
            {
                yield return $"the {what} {SafeText.Quote(name)} is not 1 to 255 of A-Z a-z 0-9 . _ : / @ + = , ~ -, beginning with a letter or digit";
            }
        }

        if (Audience == Client)
        {
            yield return $"audience and client are both {SafeText.Quote(Audience)}; people log in at another client than the one that stands for TokenBridge";
        }
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= 255 && char.IsAsciiLetterOrDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || ".:_/@+=,~-".Contains(letter, StringComparison.Ordinal));
}
