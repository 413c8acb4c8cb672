using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Sts;

public sealed class StsPartitionTests
{
    [Theory]
    [InlineData("aws", "eu-central-1")]
    [InlineData("aws-cn", "cn-north-1")]
    [InlineData("aws-us-gov", "us-gov-west-1")]
    public void A_role_is_asked_for_in_a_region_of_its_own_partition(string partition, string region) =>
        StsPartition.Mismatch(Of(partition, region), TestOptions.Sts).ShouldBeNull();

    [Theory]
    [InlineData("aws-cn", null)]
    [InlineData("aws-us-gov", "eu-west-1")]
    [InlineData("aws", "cn-northwest-1")]
    public void The_sts_of_another_partition_is_never_asked(string partition, string? region)
    {
        var failed = StsPartition.Mismatch(Of(partition, region), TestOptions.Sts).ShouldNotBeNull();

        failed.Failure.ShouldBe(StsFailure.StsRefused);
        failed.Detail.ShouldContain($"give rule scientists a region of {partition}");
        failed.CallerText.ShouldNotBeNull().ShouldContain("AWS was not asked");
    }

    /// <summary>The rules know the regions by themselves; the AWS SDK in use has the last word.</summary>
    [Fact]
    public void The_regions_of_the_rules_are_those_of_the_aws_sdk()
    {
        var regions = Amazon.RegionEndpoint.EnumerableAllRegions.Where(region => char.IsAsciiDigit(region.SystemName[^1])).ToList();

        AwsRegion.Known.Order(StringComparer.Ordinal).ShouldBe(regions.Select(region => region.SystemName).Order(StringComparer.Ordinal));
        regions.ShouldAllBe(region => AwsRegion.PartitionOf(region.SystemName) == region.PartitionName);
    }

    [Fact]
    public void Rules_whose_roles_the_configured_partition_does_not_have_are_named_at_start()
    {
        var rules = TestRules.Compile("""
            version: 1
            rules:
              - { id: here, when: { group: /a }, grant: { role: "arn:aws:iam::111122223333:role/r" } }
              - { id: china, when: { group: /b }, grant: { role: "arn:aws-cn:iam::111122223333:role/r" } }
              - { id: named, when: { group: /c }, grant: { role: "arn:aws-cn:iam::111122223333:role/r", region: cn-north-1 } }
              - { id: wrong, when: { group: "/d/{x}" }, grant: { role: "arn:aws:iam::111122223333:role/{x}", region: cn-north-1 } }
            """);

        PartitionWarnings.Of(rules, TestOptions.Sts).ShouldBe(
        [
            "AWS is never asked for the roles of rule china: the STS of eu-central-1 is of partition aws and they are of aws-cn. Give them a region of aws-cn, or set TokenBridge:Sts:Region to one.",
            "AWS is never asked for the roles of rule wrong: the STS of cn-north-1 is of partition aws-cn and they are of aws. Give them a region of aws, or set TokenBridge:Sts:Region to one.",
        ]);
        PartitionWarnings.Of(rules, TestOptions.Sts with { Endpoint = new Uri("http://127.0.0.1:1") }).ShouldBeEmpty();
    }

    [Fact]
    public void A_server_of_ones_own_has_no_partitions() =>
        StsPartition.Mismatch(Of("aws-cn", null), TestOptions.Sts with { Endpoint = new Uri("http://127.0.0.1:1") }).ShouldBeNull();

    private static Grant Of(string partition, string? region) =>
        StsScenes.Grant with { Role = RoleArn.Parse($"arn:{partition}:iam::111122223333:role/r"), Region = region };
}
