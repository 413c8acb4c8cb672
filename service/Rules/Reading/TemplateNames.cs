using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>Which names templates use.</summary>
internal static class TemplateNames
{
    public static IEnumerable<string> Of(Written? text) =>
        text is not null && Template.Read(text.Text).TryGet(out var template, out _) ? template.Parts.Select(part => part.Name).OfType<string>() : [];

    /// <summary>Of everything that a grant renders.</summary>
    public static IEnumerable<string> Of(GrantDocument grant)
    {
        Written?[] texts = [grant.Name, grant.Role, grant.SessionName, grant.SourceIdentity, grant.ExternalId, .. grant.PolicyArns ?? []];
        return texts.SelectMany(Of)
            .Concat(grant.Tags.SelectMany(Of))
            .Concat(grant.Policy is { } policy ? Texts(policy).SelectMany(Of) : []);
    }

    public static IEnumerable<string> Of(TagDocument tag) => tag is { Separator: not null, Value: { } claim } ? [claim.Text] : Of(tag.Value);

    /// <summary>Every text of an inline policy.</summary>
    public static IEnumerable<Written> Texts(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => [scalar.ToWritten()],
        YamlNode.Sequence sequence => sequence.Items.SelectMany(Texts),
        YamlNode.Mapping mapping => mapping.Entries.SelectMany(entry => Texts(entry.Value)),
        _ => [],
    };
}
