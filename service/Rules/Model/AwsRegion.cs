namespace TokenBridge.Rules.Model;

/// <summary>AWS's regions, as far as their names tell: which partition each belongs to, and which names there are.</summary>
internal static class AwsRegion
{
    /// <summary>By the beginning of a region's name; whatever begins otherwise belongs to <c>aws</c>.</summary>
    private static readonly (string Prefix, string Partition)[] Partitions =
    [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
        ("eusc-", "aws-eusc"),
    ];

    /// <summary>AWS adds one or two a year: a name that is not among them is probably a slip, and may be new.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "af-south-1",
        "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-central-1", "ca-west-1",
        "cn-north-1", "cn-northwest-1",
        "eu-central-1", "eu-central-2", "eu-isoe-west-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
        "eusc-de-east-1",
        "il-central-1",
        "me-central-1", "me-south-1", "me-west-1",
        "mx-central-1",
        "sa-east-1", "sa-west-1",
        "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-iso-east-1", "us-iso-west-1", "us-isob-east-1", "us-isob-west-1",
        "us-isof-east-1", "us-isof-south-1", "us-west-1", "us-west-2",
    ];

    public static string PartitionOf(string region) =>
        Array.Find(Partitions, partition => region.StartsWith(partition.Prefix, StringComparison.Ordinal)).Partition ?? "aws";

    /// <returns>The partition of a role ARN as it is written in rules; null where a placeholder stands for it, or where it is no ARN.</returns>
    public static string? PartitionOfRole(string written) =>
        written.Split(':', 3) is ["arn", var partition, _] && RoleArn.IsPartition(partition) ? partition : null;
}
