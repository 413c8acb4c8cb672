using System.Globalization;
using System.Text;
using System.Text.Json;
using TokenBridge.Protocol;

namespace TokenBridge.Rules.Model;

/// <summary>A place in a token's payload (RFC 6901).</summary>
internal sealed class JsonPointer
{
    /// <summary>Characters.</summary>
    private const int MaxLength = 512;

    private readonly (byte[] Name, int Index)[] _steps;

    private JsonPointer(string text, (byte[] Name, int Index)[] steps) => (Text, _steps) = (text, steps);

    public string Text { get; }

    /// <returns>The pointer, or what is wrong with the text and what to write.</returns>
    public static Result<JsonPointer, string> Parse(string text)
    {
        if (text.Length is 0 or > MaxLength || text[0] != '/')
        {
            var example = text.Length is > 0 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? $"/{text}" : "/name, or /outer/inner";
            return $"is no JSON Pointer of at most {MaxLength} characters; write {example}";
        }

        return HasBadEscape(text)
            ? "has a '~' that is neither ~0 (for ~) nor ~1 (for /)"
            : new JsonPointer(text, [.. text[1..].Split('/').Select(Step)]);
    }

    /// <param name="name">Of a member of the payload; without <c>/</c> and <c>~</c>.</param>
    public static JsonPointer OfMember(string name) => new($"/{name}", [Step(name)]);

    /// <returns>An undefined element where there is nothing. Never throws on a payload of whatever shape.</returns>
    public JsonElement Read(JsonElement payload)
    {
        var element = payload;
        foreach (var (name, index) in _steps)
        {
            var found = element.ValueKind switch
            {
                JsonValueKind.Object => element.TryGetProperty(name, out var member) ? member : default,
                JsonValueKind.Array => index >= 0 && index < element.GetArrayLength() ? element[index] : default,
                _ => default,
            };
            if (found.ValueKind == JsonValueKind.Undefined)
            {
                return default;
            }

            element = found;
        }

        return element;
    }

    private static bool HasBadEscape(string text)
    {
        for (var at = text.IndexOf('~', StringComparison.Ordinal); at >= 0; at = text.IndexOf('~', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] is not ('0' or '1'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>RFC 6901 section 4: ~1 before ~0; an index has no leading zeros.</summary>
    private static (byte[] Name, int Index) Step(string token)
    {
        var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        var isIndex = token == "0" || (token.Length > 0 && token[0] != '0' && token.All(char.IsAsciiDigit));
        return (Encoding.UTF8.GetBytes(name), isIndex && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1);
    }
}
