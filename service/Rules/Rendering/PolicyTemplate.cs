using System.Text;
using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Rendering;

/// <summary>An inline session policy: JSON whose string values may hold placeholders. A value only ever becomes part of a string.</summary>
/// <param name="Chunks">JSON up to a string with placeholders, then that string; the last has none.</param>
internal sealed record PolicyTemplate(IReadOnlyList<PolicyTemplate.Chunk> Chunks)
{
    /// <summary>STS, characters.</summary>
    public const int MaxLength = 2048;

    private static readonly string[] Wildcards = ["*", "?", "${"];

    /// <param name="Json">As it stands.</param>
    /// <param name="Text">The string that follows, without quotes.</param>
    internal sealed record Chunk(string Json, BoundTemplate? Text);

    /// <summary>Characters, whatever the values.</summary>
    public int LeastLength => Chunks.Sum(chunk => chunk.Json.Length + (chunk.Text?.LeastLength ?? 0));

    /// <returns>The JSON, or what is wrong.</returns>
    public Result<string, RenderFault> Render(CallerView caller, string?[] binding)
    {
        if (Chunks.Count == 1)
        {
            return Chunks[0].Json;
        }

        var json = new StringBuilder(MaxLength);
        foreach (var (before, text) in Chunks)
        {
            json.Append(before);
            if (text is null)
            {
                continue;
            }

            if (!text.Render(caller, binding).TryGet(out var value, out var fault))
            {
                return fault;
            }

            if (CheckValue(text, value) is { } what)
            {
                return text.Invalid(what);
            }

            json.Append(Encode(value));
        }

        return json.Length <= MaxLength
            ? json.ToString()
            : new RenderFault(DenialReason.InvalidValue, "policy", null, $"has more than {MaxLength} characters with the values put in");
    }

    /// <summary>As part of a JSON string; ASCII only, as STS takes it.</summary>
    public static string Encode(string text) => JsonEncodedText.Encode(text).Value;

    /// <summary>A default is a value like any other; only what stands outside of braces may widen the policy.</summary>
    public static string? CheckDefault(TemplatePart part) =>
        part.Name is not null && Array.Exists(Wildcards, wildcard => part.Text.Contains(wildcard, StringComparison.Ordinal))
            ? "holds *, ? or ${, which a value may not put into a policy"
            : null;

    /// <summary>Whatever has a meaning to IAM stands there as often as the author wrote it, values and seams included.</summary>
    private static string? CheckValue(BoundTemplate template, string value)
    {
        if (value.Length > MaxLength || !SessionNameText.IsWellFormed(value))
        {
            return value.Length > MaxLength ? $"is longer than {MaxLength} characters" : "holds half a character";
        }

        foreach (var wildcard in Wildcards)
        {
            var written = template.Parts.Where(part => part.Name is null).Sum(part => Count(part.Absent!, wildcard));
            if (Count(value, wildcard) != written)
            {
                return $"would put a {wildcard} into the policy, which widens it";
            }
        }

        return null;
    }

    private static int Count(string text, string wanted)
    {
        var count = 0;
        for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
