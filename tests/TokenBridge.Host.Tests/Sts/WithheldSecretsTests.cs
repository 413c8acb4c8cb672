using TokenBridge.Host.Sts.Calling;

namespace TokenBridge.Host.Tests.Sts;

public sealed class WithheldSecretsTests
{
    [Theory]
    [InlineData("x-amz-security-token: SESSTOKENTOKEN, next", "x-amz-security-token: (withheld), next")]
    [InlineData("SessionToken=abc/def&RoleArn=x", "SessionToken=(withheld)&RoleArn=x")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: (withheld) (withheld)")]
    [InlineData("'eyJhbGciOi.eyJ.sig' is invalid", "'(withheld)' is invalid")]
    [InlineData("the token=xxeyJhbGciOi", "the token=(withheld)")]
    public void What_a_server_repeats_of_the_request_is_withheld(string said, string shown) => WithheldSecrets.In(said).ShouldBe(shown);

    [Fact]
    public void A_word_as_long_as_a_session_token_is_withheld() => WithheldSecrets.In($"here {new string('A', 300)}== it is").ShouldBe("here (withheld)== it is");

    [Theory]
    [InlineData("User: arn:aws:sts::999988887777:assumed-role/tokenbridge/i-0abc is not authorized to perform: sts:TagSession on resource: arn:aws:iam::111122223333:role/ds-vision")]
    [InlineData("The security token included in the request is invalid")]
    [InlineData("")]
    public void What_the_operator_needs_stays(string said) => WithheldSecrets.In(said).ShouldBe(said);
}
