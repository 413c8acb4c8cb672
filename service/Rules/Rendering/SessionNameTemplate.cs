using TokenBridge.Protocol;
using TokenBridge.Rules.Matching;

namespace TokenBridge.Rules.Rendering;

/// <summary>A session name or source identity with placeholders; literals are legal as written, values are encoded.</summary>
internal sealed class SessionNameTemplate(BoundTemplate text)
{
    public BoundTemplate Text { get; } = text;

    /// <returns>2 to 64 legal characters, or what is wrong.</returns>
    public Result<string, RenderFault> Render(CallerView caller, string?[] binding)
    {
        var (encoded, plain) = ("", "");
        foreach (ref readonly var part in Text.Parts.AsSpan())
        {
            if (!Text.Value(part, caller, binding).TryGet(out var value, out var fault))
            {
                return fault;
            }

            if (part.Name is not null && !SessionNameText.IsWellFormed(value))
            {
                return Text.Invalid(part, "holds half a character");
            }

            (encoded, plain) = (encoded + (part.Name is null ? value : SessionNameText.Encode(value)), plain + value);
        }

        return encoded.Length > 0 ? SessionNameText.Fit(encoded, plain) : Text.Invalid("is empty");
    }
}
