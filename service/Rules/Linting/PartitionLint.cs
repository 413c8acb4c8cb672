using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Linting;

/// <summary>
/// Roles that no STS can give: AWS's partitions share nothing, so a role is had from a region of its own partition alone. And regions that AWS does
/// not have.
/// </summary>
internal static class PartitionLint
{
    /// <param name="document">Whose grants are looked at.</param>
    /// <param name="documents">Those of all files: the roles without a region of their own share the configured one.</param>
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document, IReadOnlyList<RuleSetDocument> documents)
    {
        var shared = documents
            .SelectMany(other => other.Rules.Select(rule => rule.Grant?.Over(other.Defaults)))
            .Where(grant => grant is { Region: null, Role: not null })
            .Select(grant => AwsRegion.PartitionOfRole(grant!.Role!.Text))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var rule in document.Rules)
        {
            if (rule.Grant?.Over(document.Defaults) is not { Role: { } role } grant)
            {
                continue;
            }

            // A default belongs to the file, not to the first rule that takes it.
            var owner = rule.Grant.Region is null && rule.Grant.Role is null ? null : rule;
            foreach (var warning in grant.Region is { } region ? OfRegion(region, role, owner) : OfShared(role, shared, owner))
            {
                yield return warning;
            }
        }
    }

    private static IEnumerable<RuleWarning> OfRegion(Written region, Written role, RuleDocument? owner)
    {
        var asked = AwsRegion.PartitionOf(region.Text);
        if (AwsRegion.PartitionOfRole(role.Text) is { } partition && partition != asked)
        {
            yield return new RuleWarning(
                region.At, LintCode.Partition, $"region {region.Text} is of partition {asked} and the role is of {partition}, so AWS is never asked for it; name a region of {partition}", owner);
        }
        else if (!AwsRegion.Known.Contains(region.Text, StringComparer.Ordinal))
        {
            var rest = "new ones may be missing here: allow this warning then";
            yield return new RuleWarning(
                region.At, LintCode.UnknownRegion, $"AWS is not known to have a region {SafeText.Quote(region.Text)}{DidYouMean.Suggest(region.Text, AwsRegion.Known, rest)}", owner);
        }
    }

    private static IEnumerable<RuleWarning> OfShared(Written role, List<string> shared, RuleDocument? owner)
    {
        if (shared.Count > 1 && AwsRegion.PartitionOfRole(role.Text) is { } partition)
        {
            yield return new RuleWarning(
                role.At,
                LintCode.Partition,
                $"roles of {string.Join(" and ", shared)} are to be had from the one region that is configured, which is of one partition alone; name a region of {partition} in this rule",
                owner);
        }
    }
}
