using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Sts;

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
        var failed = new StsFault(TestOptions.Sts, null).Classify(failure, StsScenes.Request(), CancellationToken.None).ShouldNotBeNull();

        failed.Failure.ShouldBe(StsFailure.ServiceCredentials);
        failed.Detail.ShouldContain("IRSA");
    }

    [Fact]
    public void The_detail_of_a_denial_is_the_statement_that_the_trust_policy_lacks()
    {
        var failed = Answered("AccessDenied", "User: arn:aws:sts::999988887777:assumed-role/tokenbridge/i-0abc is not authorized to perform: sts:TagSession on resource: arn:aws:iam::111122223333:role/ds-vision");

        failed.Failure.ShouldBe(StsFailure.StsRefused);
        failed.Detail.ShouldContain("""
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:role/tokenbridge"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Condition":{"StringEquals":{"sts:ExternalId":"tb-1"}}}
            """);
    }

    [Fact]
    public void For_web_identity_the_statement_names_the_provider_and_the_audience()
    {
        var failed = Answered("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", SessionStrategy.WebIdentity);

        failed.Detail.ShouldContain("""
            {"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/tb.example/x"},"Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession","sts:SetSourceIdentity"],"Condition":{"StringEquals":{"tb.example/x:aud":"sts.amazonaws.com"}}}
            """);
    }

    [Theory]
    [InlineData("User: nonsense is not authorized")]
    [InlineData("User: arn:aws:iam::1:role/\"}] is not authorized")]
    [InlineData("Not authorized")]
    public void A_principal_that_cannot_be_read_is_left_to_the_reader(string said) =>
        Answered("AccessDenied", said).Detail.ShouldContain("""{"AWS":"<ARN of the service's own role>"}""");

    [Fact]
    public void An_explicit_deny_is_not_mended_by_an_allow()
    {
        var failed = Answered("AccessDenied", "… is not authorized to perform: sts:AssumeRole with an explicit deny in a service control policy");

        failed.Detail.ShouldContain("a policy denies it by name");
        failed.Detail.ShouldNotContain("Principal");
    }

    [Theory]
    [InlineData("PackedPolicyTooLarge", "shorten values")]
    [InlineData("RegionDisabledException", "activate STS in eu-central-1")]
    [InlineData("MalformedPolicyDocument", "session policy of rule scientists")]
    public void The_detail_says_what_to_change(string code, string remedy) => Answered(code, "no").Detail.ShouldContain(remedy);

    [Theory]
    [InlineData("IDPCommunicationError", "The identity provider could not be asked", StsFailure.StsUnavailable)]
    [InlineData("InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements", StsFailure.StsRefused)]
    internal void Keys_that_aws_cannot_fetch_are_named_by_their_address_and_are_no_outage_of_sts(string code, string said, StsFailure failure)
    {
        var failed = Answered(code, said, SessionStrategy.WebIdentity);

        failed.Failure.ShouldBe(failure);
        failed.Detail.ShouldContain("AWS could not read https://tb.example/x/.well-known/openid-configuration");
        failed.CallerText.ShouldNotBeNull().ShouldStartWith("AWS cannot read the keys of the issuer");
        Answered(code, said, SessionStrategy.PassThrough).Detail.ShouldContain("below the issuer of the caller's realm");
        Answered("InvalidIdentityToken", "no", SessionStrategy.WebIdentity).CallerText.ShouldBeNull();
    }

    [Fact]
    public void A_plus_in_a_session_name_is_named_where_the_server_is_not_aws()
    {
        var request = StsScenes.Request(StsScenes.Grant with { SessionName = "alice+ml" });
        var refusal = new AmazonSecurityTokenServiceException("") { ErrorCode = "InvalidArgument", StatusCode = HttpStatusCode.BadRequest };

        Detail(TestOptions.Sts with { Endpoint = new Uri("http://127.0.0.1:1") }).ShouldContain("Ceph RGW takes no + in session names");
        Detail(TestOptions.Sts).ShouldNotContain("Ceph");

        string Detail(StsOptions options) => new StsFault(options, null).Classify(refusal, request, CancellationToken.None).ShouldNotBeNull().Detail;
    }

    [Fact]
    public void A_role_with_a_path_is_named_with_it_where_the_server_says_it() =>
        Answered("AccessDenied", "User: arn:aws:sts::999988887777:assumed-role/teams/x/tokenbridge/i-0abc is not authorized")
            .Detail.ShouldContain("""{"AWS":"arn:aws:iam::999988887777:role/teams/x/tokenbridge"}""");

    [Theory]
    [InlineData("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", DurationLimit.RoleMaximum)]
    [InlineData("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.", DurationLimit.RoleChaining)]
    internal void A_refused_length_is_told_from_other_values(string said, DurationLimit limit)
    {
        Answered("ValidationError", said).TooLong.ShouldBe(limit);
        Answered("ValidationError", "1 validation error detected").TooLong.ShouldBeNull();
        Answered("AccessDenied", said).TooLong.ShouldBeNull();
        Answered("ValidationError", $"1 validation error detected: Value '{said}' at 'tags.1.member.value' failed to satisfy constraint").TooLong.ShouldBeNull();
    }

    [Theory]
    [InlineData(SessionStrategy.WebIdentity, StsFailure.ServiceCredentials)]
    [InlineData(SessionStrategy.PassThrough, StsFailure.StsRefused)]
    internal void A_token_that_aws_finds_expired_is_its_signers_matter(SessionStrategy strategy, StsFailure failure) =>
        Answered("ExpiredTokenException", "Token expired", strategy).Failure.ShouldBe(failure);

    private static StsOutcome.Failed Answered(string code, string said, SessionStrategy strategy = SessionStrategy.AssumeRole)
    {
        var own = new WebIdentityOptions(new Uri("https://tb.example/x"), "sts.amazonaws.com", "signing.pem");
        var refusal = new AmazonSecurityTokenServiceException(said) { ErrorCode = code, StatusCode = code == "AccessDenied" ? HttpStatusCode.Forbidden : HttpStatusCode.BadRequest };
        return new StsFault(TestOptions.Sts with { ExternalId = "tb-1" }, own).Classify(refusal, StsScenes.Request(strategy: strategy), CancellationToken.None).ShouldNotBeNull();
    }
}
