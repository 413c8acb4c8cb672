using System.Buffers.Text;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Protocol.Tests.Jose;

public sealed class CanonicalBase64UrlTests
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Fact]
    public void Every_byte_has_exactly_one_text()
    {
        var texts = from a in Digits from b in Digits select $"{a}{b}";
        var canonical = texts.Where(text => CanonicalBase64Url.IsCanonical(text)).ToList();

        canonical.Count.ShouldBe(256);
        canonical.Select(text => Base64Url.DecodeFromChars(text)[0]).Distinct().Count().ShouldBe(256);
    }

    [Fact]
    public void Of_the_last_digits_of_two_bytes_a_quarter_is_canonical() =>
        Digits.Where(digit => CanonicalBase64Url.IsCanonical($"AA{digit}")).ShouldBe(Digits.Where((_, i) => i % 4 == 0));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(255)]
    [InlineData(256)]
    public void What_the_platform_encodes_decodes_to_the_same(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();

        CanonicalBase64Url.TryDecode(Base64Url.EncodeToString(bytes), out var decoded).ShouldBeTrue();
        decoded.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AB")]
    [InlineData("AAA=")]
    [InlineData("AA+A")]
    public void What_is_not_canonical_does_not_decode(string text)
    {
        CanonicalBase64Url.TryDecode(text, out var bytes).ShouldBeFalse();
        bytes.ShouldBeEmpty();
    }

    [Fact]
    public void One_digit_alone_is_nothing() => CanonicalBase64Url.IsCanonical("A").ShouldBeFalse();
}
