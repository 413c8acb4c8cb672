using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Linting;

/// <summary>
/// Tags, policy and policy ARNs of a session share one packed budget. AWS publishes neither its size nor how it packs, so this counts the most
/// characters that the values may have against as many as are known to fit.
/// </summary>
internal static class PackedSizeLint
{
    /// <summary>Characters.</summary>
    private const int Budget = 4096;
    private const int MaxArnLength = 2048;
    private const int MaxTagValueLength = 256;

    public static IEnumerable<RuleWarning> Find(RuleSetDocument document)
    {
        foreach (var rule in document.Rules.Where(rule => rule.Grant is not null))
        {
            var grant = rule.Grant!.Over(document.Defaults);
            var most = grant.Tags.Where(tag => tag.Value is not null).Sum(tag => tag.Key.Text.Length + (tag.Separator is null ? Longest(tag.Value!, MaxTagValueLength) : MaxTagValueLength))
                + (grant.PolicyArns ?? []).Sum(arn => Longest(arn, MaxArnLength))
                + (grant.Policy is { } policy ? LongestPolicy(policy) : 0);
            if (most > Budget)
            {
                yield return new RuleWarning(
                    rule.Grant.At, LintCode.PackedSize, $"tags and policies may come to {most} characters where about {Budget} fit into a session, and AWS then refuses the caller (PackedPolicyTooLarge); give fewer tags, or a managed policy", rule);
            }
        }
    }

    private static int Longest(Written text, int bound) => TemplateNames.Of(text).Any() ? bound : text.Text.Length;

    private static int LongestPolicy(YamlNode policy) => TemplateNames.Texts(policy).Any(text => TemplateNames.Of(text).Any()) ? PolicyTemplate.MaxLength : Length(policy);

    /// <summary>Of the JSON, within a few characters.</summary>
    private static int Length(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => scalar.Text.Length + 3,
        YamlNode.Sequence sequence => 2 + sequence.Items.Sum(Length),
        YamlNode.Mapping mapping => 2 + mapping.Entries.Sum(entry => Length(entry.Key) + Length(entry.Value)),
        _ => 0,
    };
}
