namespace TokenBridge.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void A_role_arn_with_an_empty_account_parses() =>
        TokenBridge.Mapping.RoleArn.Parse("arn:aws:iam:::role/x").Account.ShouldBe("");
}
