using System.Net;
using Microsoft.AspNetCore.Http;
using TokenBridge.Loopback;

namespace TokenBridge.Host.Tests.Operations;

public sealed class LoopbackGuardTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:8693", true)]
    [InlineData("127.0.0.1", "localhost", true)]
    [InlineData("127.0.0.1", "LOCALHOST:80", true)]
    [InlineData("127.0.0.1", "127.9.8.7:1", true)]
    [InlineData("::1", "[::1]:8693", true)]
    [InlineData("127.0.0.1", "evil.example", false)]
    [InlineData("127.0.0.1", "localhost.evil.example", false)]
    [InlineData("127.0.0.1", "127.0.0.1.evil.example", false)]
    [InlineData("127.0.0.1", "", false)]
    [InlineData("127.0.0.1", "10.0.0.1", false)]
    [InlineData("127.0.0.1", "0x7f.1", false)]
    [InlineData("127.0.0.1", "0177.0.0.1", false)]
    [InlineData("127.0.0.1", "127.1:8693", false)]
    [InlineData("127.0.0.1", "2130706433", false)]
    [InlineData("127.0.0.1", "[::1%1]", false)]
    [InlineData("::ffff:127.0.0.1", "evil.example", false)]
    [InlineData("::ffff:127.0.0.2", "evil.example", false)]
    [InlineData("10.0.0.1", "tokenbridge.example", true)]
    public void A_loopback_address_answers_loopback_names_only(string local, string host, bool permitted) =>
        LoopbackGuard.Permits(IPAddress.Parse(local), new HostString(host)).ShouldBe(permitted);

    [Fact]
    public void A_connection_of_unknown_address_is_taken_as_loopback() =>
        LoopbackGuard.Permits(null, new HostString("evil.example")).ShouldBeFalse();
}
