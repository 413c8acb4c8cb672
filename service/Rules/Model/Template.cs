using System.Text;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Model;

/// <summary>What stands for an absent value.</summary>
internal enum PlaceholderMode
{
    /// <summary><c>{x}</c>: nothing does; the grant is refused.</summary>
    Required,

    /// <summary><c>{x?}</c>: the empty text.</summary>
    Optional,

    /// <summary><c>{x=text}</c>: the text.</summary>
    Default,

    /// <summary><c>{x:digits}</c>, in patterns only: the capture takes ASCII digits.</summary>
    Digits,
}

/// <summary>A literal, or a placeholder.</summary>
/// <param name="Name">The placeholder's name; null for a literal.</param>
/// <param name="Mode">Of a placeholder.</param>
/// <param name="Text">The literal, or the placeholder's default.</param>
/// <param name="Offset">Where it stands in the template, from 0.</param>
internal readonly record struct TemplatePart(string? Name, PlaceholderMode Mode, string Text, int Offset);

/// <param name="Offset">Where, from 0.</param>
/// <param name="Message">What is wrong and what to write.</param>
internal sealed record TemplateFault(int Offset, string Message);

/// <summary>A text with placeholders, as written: <c>ds-{team}</c>. <c>{{</c> and <c>}}</c> are literal braces.</summary>
internal sealed record Template(IReadOnlyList<TemplatePart> Parts)
{
    private const int MaxLength = 4096;
    private const int MaxNameLength = 64;

    public static Result<Template, TemplateFault> Read(string text) => Read(text, isPattern: false);

    /// <summary>A segment of a pattern, whose placeholders are captures: also <c>{x:digits}</c>.</summary>
    public static Result<Template, TemplateFault> ReadPattern(string text) => Read(text, isPattern: true);

    private static Result<Template, TemplateFault> Read(string text, bool isPattern)
    {
        var fault = text.Length > MaxLength ? new TemplateFault(0, $"is longer than {MaxLength} characters") : null;
        var (parts, literal, literalAt) = (new List<TemplatePart>(), new StringBuilder(), 0);
        for (var at = 0; at < text.Length && fault is null;)
        {
            var character = text[at];
            if (character is '{' or '}' && at + 1 < text.Length && text[at + 1] == character)
            {
                literal.Append(character);
                at += 2;
            }
            else if (character == '{')
            {
                Flush(at);
                (fault, at) = ReadPlaceholder(text, at, isPattern, parts);
                literalAt = at;
            }
            else if (character == '}')
            {
                fault = new TemplateFault(at, "has a } without its {; write }} for a literal brace");
            }
            else
            {
                literal.Append(character);
                at++;
            }
        }

        Flush(text.Length);
        return fault is null ? new Template(parts) : fault;

        void Flush(int end)
        {
            if (literal.Length > 0)
            {
                parts.Add(new TemplatePart(null, PlaceholderMode.Required, literal.ToString(), literalAt));
                literal.Clear();
            }

            literalAt = end;
        }
    }

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, beginning with a letter or <c>_</c>; at most 64.</summary>
    public static bool IsName(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxNameLength
        && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && text.IndexOfAnyExcept(NameCharacters) < 0;

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static (TemplateFault? Fault, int Next) ReadPlaceholder(string text, int open, bool isPattern, List<TemplatePart> parts)
    {
        var close = text.IndexOf('}', open);
        if (close < 0)
        {
            return (new TemplateFault(open, "has a { without its }; write {{ for a literal brace"), open);
        }

        const string Digits = ":digits";
        var inner = text.AsSpan(open + 1, close - open - 1);
        if (isPattern && inner.EndsWith(Digits, StringComparison.Ordinal) && IsName(inner[..^Digits.Length]))
        {
            parts.Add(new TemplatePart(inner[..^Digits.Length].ToString(), PlaceholderMode.Digits, "", open));
            return (null, close + 1);
        }

        var equals = inner.IndexOf('=');
        var optional = equals < 0 && inner.EndsWith("?");
        var name = equals >= 0 ? inner[..equals] : optional ? inner[..^1] : inner;
        if (!IsName(name))
        {
            return (new TemplateFault(open, $"has the placeholder {SafeText.Quote(inner.ToString())}; write {{name}}, {{name?}} or {{name=default}}"), open);
        }

        var mode = equals >= 0 ? PlaceholderMode.Default : optional ? PlaceholderMode.Optional : PlaceholderMode.Required;
        parts.Add(new TemplatePart(name.ToString(), mode, equals >= 0 ? inner[(equals + 1)..].ToString() : "", open));
        return (null, close + 1);
    }
}
