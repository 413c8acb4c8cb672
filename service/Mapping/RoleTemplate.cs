namespace TokenBridge.Mapping;

/// <summary>A role ARN with placeholders. A value fills part of a name and no more: it holds no slash, colon, star or question mark.</summary>
internal sealed class RoleTemplate(BoundTemplate text, RoleArn? literal)
{
    public BoundTemplate Text { get; } = text;

    /// <summary>The ARN, where nothing in it depends on the caller.</summary>
    public RoleArn? Literal { get; } = literal;

    public RoleArn? Render(CallerView caller, string?[] binding, out RenderFault? fault)
    {
        fault = null;
        if (Literal is not null)
        {
            return Literal;
        }

        var texts = new string?[Text.Parts.Length];
        for (var index = 0; index < texts.Length; index++)
        {
            ref readonly var part = ref Text.Parts[index];
            texts[index] = Text.Value(part, caller, binding, out fault);
            fault ??= part.Name is not null && CheckPart(texts[index]!, part.Absent) is { } what ? Text.Invalid(part, what) : null;
            if (fault is not null)
            {
                return null;
            }
        }

        if (RoleArn.TryParse(string.Concat(texts), out var role, out var wrong))
        {
            return role;
        }

        fault = Text.Invalid($"gives an ARN that {wrong}");
        return null;
    }

    /// <summary>Empty only where the author wrote <c>{x?}</c>.</summary>
    public static string? CheckPart(string value, string? absent)
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
