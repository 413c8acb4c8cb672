using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Compiling;

/// <summary>The tags of one grant, defaults merged in.</summary>
internal sealed class TagCompiler(NameScope scope, Written rule)
{
    private const int MaxSeparatorLength = 8;

    /// <returns>In ordinal order of their keys; null after a fault.</returns>
    public IReadOnlyList<TagTemplate>? Compile(GrantDocument grant)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (tags, sound) = (new List<TagTemplate>(), true);
        foreach (var tag in grant.Tags)
        {
            var key = tag.Key;
            var wrong = TagText.CheckKey(key.Text) ?? (keys.Add(key.Text) ? null : "differs from another key of the grant only in case, which AWS does not tell apart");
            if (wrong is not null)
            {
                scope.Faults.Add(key.At, FaultCode.Tag, $"tag key {SafeText.Quote(key.Text)} {wrong}");
            }

            var template = Compile(tag);
            sound &= wrong is null && (tag.Value is null || template is not null);
            if (template is not null)
            {
                tags.Add(template);
            }
        }

        if (tags.Count > TagText.MaxTags)
        {
            scope.Faults.Add(grant.At, FaultCode.Tag, $"a session has at most {TagText.MaxTags} tags; with the defaults these are {tags.Count}");
        }

        if (sound && grant.IsWhole)
        {
            CheckTransitive(grant.TransitiveTags ?? [], tags);
        }

        return sound ? [.. tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)] : null;
    }

    /// <returns>Null for a dropped default, or after a fault.</returns>
    private TagTemplate? Compile(TagDocument tag)
    {
        var (key, value, separator) = tag;
        if (value is null)
        {
            return null;
        }

        if (separator is null)
        {
            return scope.Bind(value, $"tag {SafeText.Quote(key.Text)}", rule.Text, part => TagText.CheckValue(part.Text), FaultCode.Tag) is { } text
                ? new TagTemplate.Text(key.Text, text)
                : null;
        }

        var wrong = separator.Text.Length is 0 or > MaxSeparatorLength ? $"is not 1 to {MaxSeparatorLength} characters long" : TagText.CheckValue(separator.Text);
        if (wrong is not null)
        {
            scope.Faults.Add(separator.At, FaultCode.Tag, $"the separator {SafeText.Quote(separator.Text)} {wrong}");
        }

        return scope.Claim(value) is { } source && wrong is null ? new TagTemplate.Joined(key.Text, value.Text, source, separator.Text) : null;
    }

    /// <summary>
    /// A transitive tag is one that later sessions of a chain cannot set themselves. One that is sometimes left out would then be theirs to choose,
    /// so a tag that can be left out cannot be transitive.
    /// </summary>
    private void CheckTransitive(IReadOnlyList<Written> transitive, List<TagTemplate> tags)
    {
        foreach (var key in transitive)
        {
            var tag = tags.Find(tag => tag.Key == key.Text);
            if (tag is null)
            {
                scope.Faults.Add(key.At, FaultCode.TransitiveTag, $"no tag of rule {SafeText.Quote(rule.Text)} is called {SafeText.Quote(key.Text)}{DidYouMean.Suggest(key.Text, tags.Select(known => known.Key), "otherwise add it to 'tags', or take it out here")}");
            }
            else if (tag.MayBeLeftOut)
            {
                scope.Faults.Add(key.At, FaultCode.TransitiveTag, $"the tag {SafeText.Quote(key.Text)} is left out where its value is absent, and the next session of a chain could then set it; write {{name}} or {{name=default}} as its value, or take it out here");
            }
        }
    }
}
