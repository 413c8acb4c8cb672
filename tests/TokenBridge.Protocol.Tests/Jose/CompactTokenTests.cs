using System.Buffers.Text;
using System.Text;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Protocol.Tests.Jose;

public sealed class CompactTokenTests
{
    [Fact]
    public void A_token_is_taken_apart_into_what_is_signed_and_its_three_parts()
    {
        var text = $"{Segment("{\"h\":1}")}.{Segment("{\"payload\":22}")}.{Segment("signature")}";
        CompactToken.Decode(text).TryGet(out var token, out _).ShouldBeTrue();

        using (token)
        {
            Encoding.ASCII.GetString(token.Buffer, 0, token.SigningInputLength).ShouldBe(text[..text.LastIndexOf('.')]);
            Encoding.UTF8.GetString(token.Header).ShouldBe("{\"h\":1}");
            Encoding.UTF8.GetString(token.Payload).ShouldBe("{\"payload\":22}");
            Encoding.UTF8.GetString(token.Signature).ShouldBe("signature");
        }
    }

    [Fact]
    public void Empty_segments_are_empty_parts()
    {
        CompactToken.Decode("..").TryGet(out var token, out _).ShouldBeTrue();

        using (token)
        {
            (token.SigningInputLength, token.Header.Length, token.Payload.Length, token.Signature.Length).ShouldBe((1, 0, 0, 0));
        }
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("AAAA", 1)]
    [InlineData("AAAA.AAAA", 2)]
    [InlineData("AAAA.AAAA.AAAA.AAAA", 4)]
    [InlineData("AAAA.AAAA.AAAA.AAAA.AAAA", 5)]
    public void Another_number_of_segments_than_three_is_no_token(string text, int segments) =>
        CompactToken.Decode(text).Fault.ShouldBe($"{segments} segments where a signed token has 3");

    [Theory]
    [InlineData("A.AAAA.AAAA")]
    [InlineData("AAAA.A.AAAA")]
    [InlineData("AAAA.AAAA.A")]
    [InlineData("AB.AAAA.AAAA")]
    [InlineData("AAAA.AAB.AAAA")]
    [InlineData("AAAA.AAAA.AB")]
    [InlineData("AAA=.AAAA.AAAA")]
    [InlineData("AAAA.AA+A.AAAA")]
    [InlineData("AAAA.AAAA.AA/A")]
    [InlineData(" AAA.AAAA.AAAA")]
    [InlineData("AAAA.AAAA.AAA\n")]
    public void Each_segment_is_canonical_base64url(string text) => CompactToken.Decode(text).Fault.ShouldBe("a segment is no canonical base64url");

    [Fact]
    public void What_was_decoded_is_cleared_before_its_buffer_is_given_back()
    {
        CompactToken.Decode($"{Segment("header")}.{Segment("payload")}.").TryGet(out var token, out _).ShouldBeTrue();
        var used = token.SigningInputLength + token.Header.Length + token.Payload.Length;
        var buffer = token.Buffer;
        token.Dispose();

        buffer.AsSpan(0, used).ToArray().ShouldAllBe(value => value == 0);
    }

    private static string Segment(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
