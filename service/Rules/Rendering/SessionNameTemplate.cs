using TokenBridge.Rules.Matching;

namespace TokenBridge.Rules.Rendering;

/// <summary>A session name or source identity with placeholders; literals are legal as written, values are encoded.</summary>
internal sealed class SessionNameTemplate(BoundTemplate text)
{
    public BoundTemplate Text { get; } = text;

    /// <returns>2 to 64 legal characters, or null with <paramref name="fault"/>.</returns>
    public string? Render(CallerView caller, string?[] binding, out RenderFault? fault)
    {
        fault = null;
        var single = Text.Parts.Length == 1;
        var (encoded, plain) = single ? (null, null) : (new string[Text.Parts.Length], new string[Text.Parts.Length]);
        var (whole, wholePlain) = ("", "");
        for (var index = 0; index < Text.Parts.Length; index++)
        {
            ref readonly var part = ref Text.Parts[index];
            if (Text.Value(part, caller, binding, out fault) is not { } value)
            {
                return null;
            }

            if (part.Name is not null && !SessionNameText.IsWellFormed(value))
            {
                fault = Text.Invalid(part, "holds half a character");
                return null;
            }

            (whole, wholePlain) = (part.Name is null ? value : SessionNameText.Encode(value), value);
            if (!single)
            {
                (encoded![index], plain![index]) = (whole, wholePlain);
            }
        }

        if (!single)
        {
            (whole, wholePlain) = (string.Concat(encoded!), string.Concat(plain!));
        }

        if (whole.Length > 0)
        {
            return SessionNameText.Fit(whole, wholePlain);
        }

        fault = Text.Invalid("is empty");
        return null;
    }
}
