using Amazon;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>AWS's partitions share nothing: the STS of one knows neither the roles nor the callers of another, and must not be sent them.</summary>
internal static class StsPartition
{
    /// <returns>Why the role cannot be had from the region that would be asked; null where it can, or where the endpoint is configured.</returns>
    public static StsOutcome.Failed? Mismatch(Grant grant, StsOptions options)
    {
        var region = options.RegionFor(grant);
        return options.Endpoint is null && Of(region) is var partition && partition != grant.Role.Partition
            ? new StsOutcome.Failed(
                StsFailure.StsRefused,
                $"not asked: the STS of {region} is of partition {partition} and {grant.Role} is not; give rule {grant.RuleId} a region of {grant.Role.Partition}")
            {
                CallerText = "The rules grant this role, but with a region of another AWS partition, so AWS was not asked; the owner of that rule has to fix it.",
            }
            : null;
    }

    /// <summary><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c> or another <c>aws-…</c>, by AWS's own table.</summary>
    public static string Of(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;
}
