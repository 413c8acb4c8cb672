using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Rendering;

/// <param name="Text">As written.</param>
/// <param name="Literal">The ARN, where nothing in it depends on the caller.</param>
internal sealed record RoleTemplate(BoundTemplate Text, RoleArn? Literal)
{
    public RoleArn? Render(CallerView caller, string?[] binding, out RenderFault? fault)
    {
        fault = null;
        if (Literal is not null)
        {
            return Literal;
        }

        if (ArnTemplate.Render(Text, caller, binding, out fault) is not { } text)
        {
            return null;
        }

        if (RoleArn.TryParse(text, out var role, out var wrong))
        {
            return role;
        }

        fault = Text.Invalid($"gives an ARN that {wrong}");
        return null;
    }
}
