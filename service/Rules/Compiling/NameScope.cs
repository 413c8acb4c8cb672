using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Compiling;

/// <summary>What a rule's templates may name: its captures, then the file's claims, then what is built in.</summary>
/// <param name="claims">By name.</param>
/// <param name="captures">Of the rule.</param>
/// <param name="shared">Templates that all rules of the file have in common.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class NameScope(IReadOnlyDictionary<string, ClaimSource> claims, IReadOnlyList<string> captures, SharedTemplates shared, FaultList faults)
{
    /// <summary>Stands for the id of a rule where defaults are looked at by themselves.</summary>
    public const string AnyRule = "";

    /// <summary>By name: declared in the file, or built in.</summary>
    public IReadOnlyDictionary<string, ClaimSource> Claims { get; } = claims;

    public FaultList Faults { get; } = faults;

    /// <summary>A fault that was told has lost names: an unknown one may be one of those, and is not told as well.</summary>
    public bool IsOpen { get; init; }

    public ClaimSource? Claim(Written name)
    {
        if (Claims.TryGetValue(name.Text, out var source))
        {
            return source;
        }

        if (IsOpen)
        {
            return null;
        }

        Faults.Add(name.At, FaultCode.UnknownName, $"no claim is called {SafeText.Quote(name.Text)}{DidYouMean.Suggest(name.Text, Claims.Keys, "otherwise declare it under 'claims'")}");
        return null;
    }

    /// <summary>Parses a template and finds its names.</summary>
    /// <param name="text">As written.</param>
    /// <param name="field">What it is for.</param>
    /// <param name="rule">Whose rule; a default is bound anew for each.</param>
    /// <param name="checkLiteral">What is wrong with a literal or a default, or null; told with the part's position.</param>
    /// <param name="code">Of such a fault.</param>
    /// <returns>Null after a fault.</returns>
    public BoundTemplate? Bind(Written text, string field, string rule, Func<TemplatePart, string?> checkLiteral, string code)
    {
        if (shared.Find(text, captures) is { } known)
        {
            return known;
        }

        if (!Template.Read(text.Text).TryGet(out var template, out var fault))
        {
            Faults.Add(text.Position(fault.Offset), FaultCode.Template, $"{field} {SafeText.Quote(text.Text)} {fault.Message}");
            return null;
        }

        var parts = new BoundPart[template.Parts.Count];
        var sound = true;
        for (var index = 0; index < parts.Length; index++)
        {
            var part = template.Parts[index];
            if ((part.Name is null || part.Mode == PlaceholderMode.Default) && checkLiteral(part) is { } wrong)
            {
                sound = false;
                Faults.Add(text.Position(part.Offset), code, $"{field}: {SafeText.Quote(part.Text)} {wrong}");
            }

            sound &= Bind(part, out parts[index], text, field, rule);
        }

        return sound ? shared.Keep(text, new BoundTemplate(field, parts)) : null;
    }

    private bool Bind(TemplatePart part, out BoundPart bound, Written text, string field, string rule)
    {
        var absent = part.Name is not null && part.Mode == PlaceholderMode.Required ? null : part.Text;
        bound = new BoundPart(part.Name, -1, null, part.Mode, absent);
        if (part.Name is null)
        {
            return true;
        }

        for (var slot = 0; slot < captures.Count; slot++)
        {
            if (captures[slot] == part.Name)
            {
                bound = bound with { Slot = slot };
                return true;
            }
        }

        if (Claims.TryGetValue(part.Name, out var source))
        {
            bound = bound with { Source = source };
            return true;
        }

        if (!IsOpen)
        {
            Faults.Add(
                text.Position(part.Offset),
                FaultCode.UnknownName,
                $"{field}: {{{part.Name}}} is neither captured by {(rule == AnyRule ? "any rule of this file" : $"rule {SafeText.Quote(rule)}")} nor a claim{DidYouMean.Suggest(part.Name, captures.Concat(Claims.Keys), "otherwise declare it under 'claims'")}");
        }

        return false;
    }
}
