using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using static TokenBridge.Rules.Tests.Linting.TestLint;

namespace TokenBridge.Rules.Tests.Linting;

public sealed class PartitionLintTests
{
    [Theory]
    [InlineData("aws", "cn-north-1")]
    [InlineData("aws", "us-gov-west-1")]
    [InlineData("aws", "eusc-de-east-1")]
    [InlineData("aws-cn", "eu-central-1")]
    [InlineData("aws-us-gov", "us-east-1")]
    [InlineData("aws-us-gov", "us-iso-east-1")]
    [InlineData("aws-iso-b", "us-iso-east-1")]
    public void A_region_of_another_partition_than_the_roles_is_told(string partition, string region)
    {
        var warning = Warnings(Rule(partition, region)).ShouldHaveSingleItem();

        warning.Code.ShouldBe(LintCode.Partition);
        warning.Message.ShouldContain($"name a region of {partition}");
        warning.At.Line.ShouldBe(5);
    }

    [Theory]
    [InlineData("aws", "eu-central-1")]
    [InlineData("aws-cn", "cn-northwest-1")]
    [InlineData("aws-us-gov", "us-gov-east-1")]
    [InlineData("aws-iso", "us-iso-west-1")]
    [InlineData("aws-iso-b", "us-isob-east-1")]
    [InlineData("aws-iso-e", "eu-isoe-west-1")]
    [InlineData("aws-iso-f", "us-isof-south-1")]
    [InlineData("aws-eusc", "eusc-de-east-1")]
    public void A_region_of_the_roles_own_partition_is_not(string partition, string region) => Codes(Rule(partition, region)).ShouldBeEmpty();

    [Fact]
    public void A_region_that_aws_does_not_have_is_told_with_the_one_that_was_meant() =>
        Warnings(Rule("aws", "eu-centrl-1")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            warning => warning.Code.ShouldBe(LintCode.UnknownRegion),
            warning => warning.Message.ShouldContain("did you mean 'eu-central-1'?"));

    [Fact]
    public void A_region_of_the_defaults_is_told_once_and_at_its_place() =>
        Warnings($$"""
            version: 1
            defaults: { region: cn-north-1 }
            rules:
              - { id: a, when: { group: /a }, grant: { role: "{{Of("aws")}}" } }
              - { id: b, when: { group: /b }, grant: { role: "{{Of("aws")}}" } }
            """).ShouldHaveSingleItem().At.Line.ShouldBe(2);

    [Fact]
    public void Roles_of_two_partitions_without_a_region_of_their_own_are_told_each()
    {
        Codes(Two("", "")).ShouldBe([LintCode.Partition, LintCode.Partition]);
        Codes(Two("", ", region: cn-north-1")).ShouldBeEmpty();
        Codes(Two(", region: eu-west-1", ", region: cn-north-1")).ShouldBeEmpty();
        Codes(Two("", "").Replace("aws-cn", "aws", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void A_role_whose_account_depends_on_the_caller_has_a_partition_all_the_same() =>
        Codes("""
            version: 1
            rules:
              - { id: a, when: { group: "/ml/{team}" }, grant: { role: "arn:aws-cn:iam::111122223333:role/{team}", region: eu-west-1 } }
            """).ShouldBe([LintCode.Partition]);

    [Fact]
    public void Every_known_region_is_one_that_rules_may_name() =>
        AwsRegion.Known.SelectMany(region => Codes(Rule(AwsRegion.PartitionOf(region), region))).ShouldBeEmpty();

    private static string Of(string partition) => $"arn:{partition}:iam::111122223333:role/r";

    private static string Rule(string partition, string region) => $$"""
        version: 1
        rules:
          - id: r
            when: { group: /a }
            grant: { role: "{{Of(partition)}}", region: {{region}} }
        """;

    private static string Two(string first, string second) => $$"""
        version: 1
        rules:
          - { id: a, when: { group: /a }, grant: { role: "{{Of("aws")}}"{{first}} } }
          - { id: b, when: { group: /b }, grant: { role: "{{Of("aws-cn")}}"{{second}} } }
        """;
}
