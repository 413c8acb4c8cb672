using System.Globalization;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Provisioning.Keycloak.Mappers;

/// <summary>A place of the token as Keycloak's mappers can write it: members within members.</summary>
/// <param name="Steps">Names of members, from the outermost; at least one, none empty.</param>
internal sealed record ClaimPlace(IReadOnlyList<string> Steps)
{
    private const int MaxLength = 200;

    /// <summary>What a mapper takes as <c>claim.name</c>: a dot nests, and one with a backslash before it is itself.</summary>
    public string ClaimName => string.Join('.', Steps.Select(step => step.Replace(".", "\\.", StringComparison.Ordinal)));

    /// <summary>A user attribute of the same name; Keycloak takes ASCII letters, digits, dot, dash and underscore there.</summary>
    public string Attribute => string.Concat(string.Join('.', Steps).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'));

    /// <returns>The place, or why no mapper of Keycloak can write it.</returns>
    public static Result<ClaimPlace, string> Of(JsonPointer pointer)
    {
        string[] steps = [.. pointer.Text[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        return pointer.Text.Length > MaxLength ? $"is longer than {MaxLength} characters"
            : steps.Any(step => step.Length == 0) ? "has an empty name in it"
            : steps.Any(step => step.Contains('\\', StringComparison.Ordinal)) ? "has a backslash in a name, which Keycloak's mappers take for an escape"
            : !steps.All(SafeText.IsVisible) ? "has an invisible character in a name"
            : steps.Any(step => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out _)) ? "reads an element of a list by its number; Keycloak's mappers write lists whole and in no sure order"
            : new ClaimPlace(steps);
    }

    /// <summary>Whether one mapper would write what another one nests its value into: Keycloak's token endpoint then answers 500.</summary>
    public bool IsAbove(ClaimPlace other) => Steps.Count < other.Steps.Count && Steps.SequenceEqual(other.Steps.Take(Steps.Count), StringComparer.Ordinal);
}
