using System.Globalization;

namespace TokenBridge.Rules.Matching;

/// <summary>Numbers as rules and claims write them: digits with at most one sign and one point. Exponents would need guessing.</summary>
internal static class NumberText
{
    /// <summary>A decimal holds 28 digits exactly; beyond that it would round.</summary>
    private const int MaxLength = 28;

    public static bool TryParse(string text, out decimal number)
    {
        number = 0;
        return text.Length is > 0 and <= MaxLength
            && (char.IsAsciiDigit(text[0]) || text[0] == '-')
            && char.IsAsciiDigit(text[^1])
            && !text.Contains("-.", StringComparison.Ordinal)
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
