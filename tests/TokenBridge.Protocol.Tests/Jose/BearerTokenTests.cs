using TokenBridge.Protocol.Jose;

namespace TokenBridge.Protocol.Tests.Jose;

public sealed class BearerTokenTests
{
    [Theory]
    [InlineData("Bearer a.b.c", "a.b.c")]
    [InlineData("bearer a.b.c", "a.b.c")]
    [InlineData("BEARER \t a.b.c\r\n", "a.b.c")]
    [InlineData("Bearer\ta.b.c", "a.b.c")]
    [InlineData(" Bearer a.b.c", "a.b.c")]
    [InlineData("a.b.c", "a.b.c")]
    [InlineData("\r\n\f\v a.b.c \n", "a.b.c")]
    [InlineData("Bearer", "")]
    [InlineData("Bearer ", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("Bearera.b.c", "Bearera.b.c")] // no scheme, and no token either, as its reader will say
    [InlineData("Bearer=a", "Bearer=a")]
    [InlineData("Basic a", "Basic a")]
    [InlineData("Bear", "Bear")]
    [InlineData("Bearer Bearer a", "Bearer a")]
    public void The_token_is_what_stands_behind_the_scheme_or_alone(string? authorization, string token)
    {
        BearerToken.Read(authorization).TryGet(out var read, out _).ShouldBeTrue();

        read.ToString().ShouldBe(token);
    }

    [Theory]
    [InlineData("Bearer a,b")]
    [InlineData("Bearer a, Bearer b")]
    [InlineData(",")]
    public void Two_joined_by_a_comma_are_refused(string authorization) => BearerToken.Read(authorization).Fault.ShouldBe(BearerToken.Several);

    [Fact]
    public void White_space_of_other_scripts_is_part_of_the_text() =>
        BearerToken.Trim("\u00a0a\u2003".AsMemory()).ToString().ShouldBe("\u00a0a\u2003");
}
