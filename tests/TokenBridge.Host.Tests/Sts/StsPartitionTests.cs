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
    }

    [Fact]
    public void A_server_of_ones_own_has_no_partitions() =>
        StsPartition.Mismatch(Of("aws-cn", null), TestOptions.Sts with { Endpoint = new Uri("http://127.0.0.1:1") }).ShouldBeNull();

    private static Grant Of(string partition, string? region) =>
        StsScenes.Grant with { Role = RoleArn.Parse($"arn:{partition}:iam::111122223333:role/r"), Region = region };
}
