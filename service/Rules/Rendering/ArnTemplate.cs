using System.Globalization;
using System.Runtime.CompilerServices;
using TokenBridge.Protocol;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Rendering;

/// <summary>An ARN with placeholders. A value fills part of a name and no more: it holds no slash, colon, star or question mark.</summary>
internal static class ArnTemplate
{
    public static Result<string, RenderFault> Render(BoundTemplate template, CallerView caller, string?[] binding)
    {
        if (template.Literal is { } literal)
        {
            return literal;
        }

        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[BoundTemplate.TypicalLength]);
        foreach (ref readonly var part in template.Parts.AsSpan())
        {
            if (!RenderPart(template, part, caller, binding).TryGet(out var value, out var fault))
            {
                text.Clear();
                return fault;
            }

            text.AppendLiteral(value);
        }

        return text.ToStringAndClear();
    }

    private static Result<string, RenderFault> RenderPart(BoundTemplate template, in BoundPart part, CallerView caller, string?[] binding)
    {
        var rendered = template.Value(part, caller, binding);
        return part.Name is not null && rendered.TryGet(out var value, out _) && CheckPart(value, part.Absent) is { } wrong
            ? template.Invalid(part, wrong)
            : rendered;
    }

    /// <summary>Literals are judged as part of the whole; a default is a value like any other.</summary>
    public static string? CheckLiteral(TemplatePart part) => part.Name is null ? null : CheckPart(part.Text, part.Text);

    /// <summary>The ARN that the shortest values would give: when that is none, no values give one. Placeholders can fill an account or a partition whole.</summary>
    public static string Sample(BoundTemplate template)
    {
        const char Open = '\0';
        var text = string.Concat(template.Parts.Select(part =>
            part.Name is null ? part.Absent : part.Mode == PlaceholderMode.Optional ? "" : Open.ToString()));
        var fields = text.Split(':', 6);
        for (var field = 0; field < fields.Length; field++)
        {
            if (fields[field].Contains(Open, StringComparison.Ordinal))
            {
                var literal = fields[field].Replace(Open.ToString(), "", StringComparison.Ordinal);
                fields[field] = field switch
                {
                    1 when literal.Length == 0 => "aws",
                    4 => literal.PadRight(12, '0'),
                    _ => fields[field].Replace(Open, 'x'),
                };
            }
        }

        return string.Join(':', fields);
    }

    /// <summary>Empty only where the author wrote <c>{x?}</c>.</summary>
    private static string? CheckPart(string value, string? absent)
    {
        foreach (var character in value)
        {
            if (!RoleArn.IsNameCharacter(character))
            {
                return "holds a character that a role name cannot have; allowed are A-Z a-z 0-9 _ + = , . @ -";
            }
        }

        return value.Length == 0 && absent != "" ? "is empty" : null;
    }
}
