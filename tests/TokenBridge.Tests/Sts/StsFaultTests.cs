using Amazon.Runtime;
using TokenBridge.Sts;

namespace TokenBridge.Tests.Sts;

public sealed class StsFaultTests
{
    public static TheoryData<Exception> NoIdentity => new()
    {
        new AWSCommonRuntimeException("Attempting to make a request that requires an implementation of AWS Signature V4a."),
        new AmazonServiceException("Unable to get IAM security credentials from EC2 Instance Metadata Service."),
        new AmazonClientException("Failed to resolve AWS credentials. The credential providers used to search for credentials returned the following errors:"),
    };

    [Theory]
    [MemberData(nameof(NoIdentity))]
    public void A_default_chain_that_finds_nothing_is_the_services_own_fault_and_no_outage_of_sts(Exception failure)
    {
        var failed = StsFault.Classify(failure, StsStrategy.AssumeRole, CancellationToken.None).ShouldNotBeNull();

        failed.Failure.ShouldBe(StsFailure.ServiceCredentials);
        failed.Detail.ShouldContain("IRSA");
    }
}
