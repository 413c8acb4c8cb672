using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Compiling;

/// <summary>
/// The templates of a file's defaults, bound once for all rules that capture none of the names in them: ten thousand rules share one session name.
/// </summary>
internal sealed class SharedTemplates
{
    private readonly HashSet<Written> _texts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Written, BoundTemplate> _bound = new(ReferenceEqualityComparer.Instance);

    public SharedTemplates(GrantDocument defaults)
    {
        IEnumerable<Written?> texts =
        [
            defaults.Name, defaults.Role, defaults.SessionName, defaults.SourceIdentity, defaults.ExternalId,
            .. defaults.PolicyArns ?? [],
            .. defaults.Tags.Select(tag => tag.Value),
        ];
        _texts.UnionWith(texts.OfType<Written>());
    }

    /// <returns>Null where the text is no default, was not bound yet, or means something else under these captures.</returns>
    public BoundTemplate? Find(Written text, IReadOnlyList<string> captures) =>
        _bound.TryGetValue(text, out var template) && !NamesAny(template, captures) ? template : null;

    public BoundTemplate Keep(Written text, BoundTemplate template)
    {
        if (_texts.Contains(text) && Array.TrueForAll(template.Parts, part => part.Slot < 0))
        {
            _bound[text] = template;
        }

        return template;
    }

    private static bool NamesAny(BoundTemplate template, IReadOnlyList<string> captures)
    {
        foreach (var part in template.Parts)
        {
            if (part.Name is not null && captures.Contains(part.Name))
            {
                return true;
            }
        }

        return false;
    }
}
