using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Provisioning.Needs;

/// <summary>Every text of a grant that may hold placeholders, but for joined tags.</summary>
internal static class GrantTexts
{
    public static IEnumerable<BoundTemplate> Of(GrantTemplate grant)
    {
        BoundTemplate?[] texts =
        [
            grant.Name,
            grant.Role.Text,
            grant.SessionName.Text,
            grant.SourceIdentity?.Text,
            grant.Limits.ExternalId,
            .. grant.Limits.PolicyArns,
            .. grant.Limits.Policy?.Chunks.Select(chunk => chunk.Text) ?? [],
            .. grant.Tags.OfType<TagTemplate.Text>().Select(tag => tag.Value),
        ];
        return texts.OfType<BoundTemplate>();
    }
}
