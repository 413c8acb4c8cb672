using TokenBridge.Protocol;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Rendering;

/// <param name="Text">As written.</param>
/// <param name="Literal">The ARN, where nothing in it depends on the caller.</param>
internal sealed record RoleTemplate(BoundTemplate Text, RoleArn? Literal)
{
    public Result<RoleArn, RenderFault> Render(CallerView caller, string?[] binding)
    {
        if (Literal is not null)
        {
            return Literal;
        }

        if (!ArnTemplate.Render(Text, caller, binding).TryGet(out var text, out var fault))
        {
            return fault;
        }

        return RoleArn.Read(text).TryGet(out var role, out var wrong) ? role : Text.Invalid($"gives an ARN that {wrong}");
    }
}
