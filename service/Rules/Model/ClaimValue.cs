using System.Globalization;
using System.Text.Json;

namespace TokenBridge.Rules.Model;

internal enum ClaimKind
{
    /// <summary>Not in the token, or null there.</summary>
    Absent,

    /// <summary>A string, a boolean or an integer.</summary>
    Text,

    /// <summary>A number with a fraction: compares by its text, is never rendered.</summary>
    Fraction,

    /// <summary>An array of scalars, perhaps empty.</summary>
    Texts,

    /// <summary>An object, an array with anything but scalars in it, or a number whose text is not one of a kind: undecidable.</summary>
    Opaque,
}

/// <summary>What a claim says, as rules compare it: by text.</summary>
internal readonly struct ClaimValue
{
    /// <summary>A decimal holds 28 digits exactly.</summary>
    private const int LongestDecimal = 28;

    private readonly object? _value;

    private ClaimValue(ClaimKind kind, object? value, bool holdsFraction = false) => (Kind, _value, HoldsFraction) = (kind, value, holdsFraction);

    public ClaimKind Kind { get; }

    /// <summary>For <see cref="ClaimKind.Text"/> and <see cref="ClaimKind.Fraction"/>.</summary>
    public string Text => (string)_value!;

    /// <summary>For <see cref="ClaimKind.Texts"/>.</summary>
    public HashSet<string> Texts => (HashSet<string>)_value!;

    /// <summary>Whether one of <see cref="Texts"/> is a number with a fraction.</summary>
    public bool HoldsFraction { get; }

    public static ClaimValue Of(string? text) => text is null ? default : new(ClaimKind.Text, text);

    /// <param name="element">Of the token.</param>
    /// <param name="map">Replaces values, in a list element by element; what is no value is not touched.</param>
    public static ClaimValue Of(JsonElement element, ClaimMap? map)
    {
        if (map is null)
        {
            return Of(element);
        }

        var value = element.ValueKind == JsonValueKind.Array ? OfArray(element, map) : Of(element);
        return value.Kind is ClaimKind.Text or ClaimKind.Fraction && map.Find(value.Text) is { } other ? Of(other) : value;
    }

    public static ClaimValue Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return default;
            case JsonValueKind.True:
                return new(ClaimKind.Text, "true");
            case JsonValueKind.False:
                return new(ClaimKind.Text, "false");
            case JsonValueKind.String:
                return OfString(element);
            case JsonValueKind.Number:
                return OfNumber(element.GetRawText());
            case JsonValueKind.Array:
                return OfArray(element, null);
            default:
                return new(ClaimKind.Opaque, null);
        }
    }

    private static ClaimValue OfString(JsonElement element)
    {
        try
        {
            return new(ClaimKind.Text, element.GetString());
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair. The validator lets none through; if one comes, nothing is decided by it.
            return new(ClaimKind.Opaque, null);
        }
    }

    /// <summary>
    /// One text for each number: 4711 and 4711.0 are "4711", 3.50 is "3.5". Exponents and more digits than a decimal holds would need guessing.
    /// </summary>
    private static ClaimValue OfNumber(string raw)
    {
        if (raw.AsSpan(raw[0] == '-' ? 1 : 0).ContainsAnyExceptInRange('0', '9'))
        {
            if (raw.Length > LongestDecimal || !decimal.TryParse(raw, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return new(ClaimKind.Opaque, null);
            }

            raw = number.ToString("0.############################", CultureInfo.InvariantCulture);
            return new(decimal.IsInteger(number) ? ClaimKind.Text : ClaimKind.Fraction, raw == "-0" ? "0" : raw);
        }

        return new(ClaimKind.Text, raw == "-0" ? "0" : raw);
    }

    private static ClaimValue OfArray(JsonElement array, ClaimMap? map)
    {
        var (texts, holdsFraction) = (new HashSet<string>(StringComparer.Ordinal), false);
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind is JsonValueKind.Array or JsonValueKind.Object or JsonValueKind.Null
                || Of(element, map) is not { Kind: ClaimKind.Text or ClaimKind.Fraction } item)
            {
                return new(ClaimKind.Opaque, null);
            }

            texts.Add(item.Text);
            holdsFraction |= item.Kind == ClaimKind.Fraction;
        }

        return new(ClaimKind.Texts, texts, holdsFraction);
    }
}
