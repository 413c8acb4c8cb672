using TokenBridge.Host.Operations.Limits;

namespace TokenBridge.Host.Tests.Operations;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData("1048576", ConnectionLimit.Most)]
    [InlineData("unlimited", ConnectionLimit.Most)]
    [InlineData("1024", 512)]
    [InlineData("300", 37)]
    [InlineData("1", 1)]
    public void Connections_leave_open_files_for_all_else(string soft, int expected) => ConnectionLimit.For(
        [
            "Limit                     Soft Limit           Hard Limit           Units     ",
            "Max processes             unlimited            unlimited            processes ",
            $"Max open files            {soft,-20} 1048576              files     ",
        ]).ShouldBe(expected);

    [Fact]
    public void Where_the_system_does_not_say_the_limit_is_a_fixed_one() => ConnectionLimit.For([]).ShouldBe(ConnectionLimit.Most);
}
