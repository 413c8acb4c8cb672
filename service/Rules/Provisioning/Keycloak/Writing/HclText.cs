using System.Text;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>Text in Terraform's language.</summary>
internal static class HclText
{
    /// <returns>A quoted string in which nothing is a template.</returns>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var index = 0; index < text.Length; index++)
        {
            quoted.Append(text[index] switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '$' or '%' when index + 1 < text.Length && text[index + 1] == '{' => $"{text[index]}{text[index]}",
                var letter when char.IsControl(letter) => $"\\u{(int)letter:x4}",
                var letter => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <returns>A name of a resource that stays the same, and unlike every other in <paramref name="taken"/>.</returns>
    public static string Name(string text, HashSet<string> taken)
    {
        var plain = string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_')).Trim('_');
        plain = plain.Length == 0 || char.IsAsciiDigit(plain[0]) ? $"n_{plain}" : plain;
        var name = plain;
        for (var number = 2; !taken.Add(name); number++)
        {
            name = $"{plain}_{number}";
        }

        return name;
    }

    public static string Comment(IReadOnlyList<string> rules) => $"# {Protocol.Text.SafeText.WithoutControls(KeycloakMapper.WantedBy(rules))}";
}
