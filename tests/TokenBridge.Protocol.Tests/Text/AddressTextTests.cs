using TokenBridge.Protocol.Text;

namespace TokenBridge.Protocol.Tests.Text;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("2001:DB8::1")]
    [InlineData("2001:db8:0:0:0:0:0:1")]
    [InlineData("::ffff:10.0.0.1")]
    public void Four_decimal_numbers_or_plain_ipv6_are_an_address(string text) => AddressText.TryRead(text, out _).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("127.1")]
    [InlineData("127.0.1")]
    [InlineData("0x7f.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.0.0.01")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("127.0.0.256")]
    [InlineData("127.0.0.1.1")]
    [InlineData("127.0.0.1.")]
    [InlineData(" 127.0.0.1")]
    [InlineData("127.0.0.1\t")]
    [InlineData("127.0.0.1:80")]
    [InlineData("127.0.0.1/32")]
    [InlineData("\uff11\uff12\uff17.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("::1%1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::1/128")]
    [InlineData("::ffff:127.1")]
    [InlineData("::ffff:0x7f.0.0.1")]
    [InlineData("::ffff:0177.0.0.1")]
    [InlineData("1::2::3")]
    [InlineData("00001::1")]
    public void Hex_octal_short_and_decorated_texts_are_no_address(string text) => AddressText.TryRead(text, out _).ShouldBeFalse();
}
