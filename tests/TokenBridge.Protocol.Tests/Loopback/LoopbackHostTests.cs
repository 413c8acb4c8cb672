using System.Net;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Protocol.Tests.Loopback;

public sealed class LoopbackHostTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("[0:0:0:0:0:0:0:1]")]
    [InlineData("::ffff:127.0.0.1")]
    public void The_loopback_addresses_and_the_name_localhost_are_loopback(string name) => LoopbackHost.Is(name).ShouldBeTrue();

    /// <summary>A DNS server may send each of the names anywhere.</summary>
    [Theory]
    [InlineData("loopback")]
    [InlineData("localhost.")]
    [InlineData("localhost.example")]
    [InlineData("evil.localhost")]
    [InlineData("127.0.0.1.example")]
    [InlineData("127.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("128.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::2")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("[127.0.0.1")]
    [InlineData("")]
    public void Nothing_else_is(string name) => LoopbackHost.Is(name).ShouldBeFalse();

    [Theory]
    [InlineData("http://localhost:8080/realms/ml", true)]
    [InlineData("http://127.0.0.2:1", true)]
    [InlineData("http://[::1]:8693/", true)]
    [InlineData("http://kc.example/", false)]
    [InlineData("http://localhost@kc.example/", false)]
    [InlineData("http://kc.example/#@localhost", false)]
    public void Of_a_url_the_host_alone_decides(string url, bool isLoopback) => LoopbackHost.Is(new Uri(url)).ShouldBe(isLoopback);

    /// <summary><see cref="Uri"/> itself reads the name <c>loopback</c> as <c>localhost</c>, which is then the host that is asked.</summary>
    [Fact]
    public void A_url_of_the_name_loopback_is_one_of_localhost()
    {
        var url = new Uri("http://loopback/");

        url.Host.ShouldBe("localhost");
        LoopbackHost.Is(url).ShouldBeTrue();
    }

    [Theory]
    [InlineData("::ffff:127.0.0.2", true)]
    [InlineData("127.0.0.2", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:192.0.2.1", false)]
    [InlineData("192.0.2.1", false)]
    public void A_socket_of_both_families_shows_loopback_as_mapped(string address, bool isLoopback) => LoopbackHost.Is(IPAddress.Parse(address)).ShouldBe(isLoopback);
}
