using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Protocol.Tests.Loopback;

public sealed class PortNumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("8080", 8080)]
    [InlineData("65535", 65535)]
    public void A_port_is_0_to_65535(string text, int port) => PortNumber.Read(text).Value.ShouldBe(port);

    [Theory]
    [InlineData("65536")]
    [InlineData("99999999999")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("")]
    [InlineData("http")]
    public void Anything_else_is_told_what_to_write(string text) =>
        PortNumber.Read(text).Fault.ShouldBe($"--port is '{text}'; write 0 to 65535, where 0 takes any free port.");
}
