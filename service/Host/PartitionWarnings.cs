using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Host;

/// <summary>Rules whose roles the configured AWS partition does not have: their callers would be refused one by one, and AWS never asked.</summary>
internal static class PartitionWarnings
{
    /// <summary>Hundreds of rules may have the same fault, which is one setting.</summary>
    private const int MostNamed = 5;

    /// <returns>One sentence for each pair of region and partition; none where the endpoint is configured.</returns>
    public static IReadOnlyList<string> Of(RuleSet rules, StsOptions options) => options.Endpoint is not null ? [] :
    [
        .. from rule in rules.Rules
           from grant in new[] { rule.Grant }.OfType<GrantTemplate>()
           let region = grant.Region ?? options.Region
           let partition = AwsRegion.PartitionOfRole(grant.Role.Text.Written)
           where partition is not null && partition != StsPartition.Of(region)
           group rule.Id by (Region: region, Partition: partition) into alike
           select $"AWS is never asked for the roles of {Names([.. alike])}: the STS of {alike.Key.Region} is of partition {StsPartition.Of(alike.Key.Region)} and they are of "
               + $"{alike.Key.Partition}. Give them a region of {alike.Key.Partition}, or set TokenBridge:Sts:Region to one.",
    ];

    private static string Names(IReadOnlyList<string> rules) =>
        $"{(rules.Count == 1 ? "rule" : "rules")} {string.Join(", ", rules.Take(MostNamed))}{(rules.Count > MostNamed ? $" and {rules.Count - MostNamed} more" : "")}";
}
