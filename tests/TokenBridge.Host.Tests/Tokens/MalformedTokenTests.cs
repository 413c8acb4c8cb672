using System.Text;
using TokenBridge.Host.Tokens;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class MalformedTokenTests(ReadyRealm ready) : IClassFixture<ReadyRealm>
{
    private readonly TokenRoom _room = ready.Room;

    [Fact]
    public async Task Nothing_at_all_is_missing_token() => await _room.RejectedAsync("", TokenRejection.MissingToken);

    [Fact]
    public async Task One_character_above_16384_is_token_too_large_and_16384_are_looked_at()
    {
        await _room.RejectedAsync(new string('a', 16_385), TokenRejection.TokenTooLarge);
        await _room.RejectedAsync(new string('a', 16_384), TokenRejection.MalformedToken);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("AAAA.AAAA.AAAA.AAAA")]
    [InlineData("AAAA.AAAA.AAAA.AAAA.AAAA")]
    [InlineData("....")]
    [InlineData("bnVsbA.bnVsbA.")]
    public async Task What_is_no_three_segments_of_objects_is_malformed(string token) => await _room.RejectedAsync(token, TokenRejection.MalformedToken);

    [Fact]
    public async Task A_valid_token_with_a_fourth_segment_is_malformed() =>
        await _room.RejectedAsync(TestTokens.Create() + ".AAAA", TokenRejection.MalformedToken);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Unused_bits_that_are_set_are_malformed_in_every_segment(int segment)
    {
        // RSA signatures have 256 bytes, so their last digit has four unused bits; the blanks bring the others there too.
        var token = TestTokens.Sign(TestKey.Rsa, Ending(TestTokens.Header(TestKey.Rsa).ToJsonString()), Ending(TestTokens.Payload().ToJsonString()));
        await _room.AcceptedAsync(token);

        var segments = token.Split('.');
        segments[segment] = segments[segment][..^1] + (char)(segments[segment][^1] + 1);

        await _room.RejectedAsync(string.Join('.', segments), TokenRejection.MalformedToken);
    }

    [Theory]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData("%3D")]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("\0")]
    [InlineData("é")]
    [InlineData("１")]
    public async Task Anything_but_the_alphabet_is_malformed_at_the_end_and_inside(string extra)
    {
        var token = TestTokens.Create();

        await _room.RejectedAsync(token + extra, TokenRejection.MalformedToken);
        await _room.RejectedAsync(token.Insert(10, extra), TokenRejection.MalformedToken);
        await _room.RejectedAsync(token.Insert(token.IndexOf('.', StringComparison.Ordinal), extra), TokenRejection.MalformedToken);
    }

    [Fact]
    public async Task Base64_with_plus_and_slash_is_malformed()
    {
        var (input, signature) = SignatureWith('-', '_');

        await _room.AcceptedAsync(input + signature);
        await _room.RejectedAsync(input + signature.Replace('-', '+').Replace('_', '/'), TokenRejection.MalformedToken);
    }

    [Theory]
    [InlineData("""{"alg":"RS256","alg":"RS256","typ":"JWT","kid":"rsa-1"}""")]
    [InlineData("""{"alg":"RS256","\u0061lg":"RS256","typ":"JWT","kid":"rsa-1"}""")]
    [InlineData("""{"alg":"RS256","typ":"JWT","kid":"rsa-1","x":{"a":1,"a":1}}""")]
    [InlineData("""{"alg":"RS256","typ":"JWT","kid":"rsa-1",}""")]
    [InlineData("""{"alg":"RS256","typ":"JWT","kid":"rsa-1"}{}""")]
    [InlineData("""{"alg":"RS256","typ":"JWT","kid":"rsa-1"/**/}""")]
    [InlineData("""{"alg":"RS256","typ":"JWT","kid":"\ud800"}""")]
    [InlineData("""{"alg":["RS256"],"typ":"JWT","kid":"rsa-1"}""")]
    [InlineData("""{"alg":"RS256","typ":"JWT","kid":1}""")]
    [InlineData("""{"alg":"RS256","typ":null,"kid":"rsa-1"}""")]
    [InlineData("""["RS256"]""")]
    [InlineData("\"RS256\"")]
    [InlineData("")]
    public async Task A_header_that_is_no_strict_object_is_malformed(string header) =>
        await _room.RejectedAsync(TestTokens.Create(headerJson: header), TokenRejection.MalformedToken);

    [Theory]
    [InlineData("crit", "[\"exp\"]")]
    [InlineData("crit", "[]")]
    [InlineData("zip", "\"DEF\"")]
    [InlineData("b64", "true")]
    [InlineData("b64", "false")]
    [InlineData("cty", "\"JWT\"")]
    [InlineData("cty", "null")]
    public async Task A_header_member_that_changes_the_meaning_is_malformed(string member, string value)
    {
        var header = $$"""{"alg":"RS256","typ":"JWT","kid":"rsa-1","{{member}}":{{value}}}""";

        (await _room.RejectedAsync(TestTokens.Create(headerJson: header), TokenRejection.MalformedToken)).Detail.ShouldContain(member);
    }

    [Theory]
    [InlineData("\"sub\":\"mallory\"")]
    [InlineData("\"s\\u0075b\":\"mallory\"")]
    [InlineData("\"x\":{\"a\":1,\"a\":2}")]
    [InlineData("\"x\":[{\"a\":1,\"\\u0061\":2}]")]
    [InlineData("\"x\":\"\\ud800\"")]
    [InlineData("\"x\":\"\\udc00\"")]
    [InlineData("\"x\":\"\\ud800\\ud800\\udc00\"")]
    [InlineData("\"x\":\"\\ud83dx\"")]
    [InlineData("\"x\":\"\\ud83d\\n\"")]
    [InlineData("\"\\udfff\":1")]
    [InlineData("\"x\":NaN")]
    [InlineData("\"x\":01")]
    [InlineData("\"x\":1,")]
    [InlineData("\"x\":\"\\u00\"")]
    [InlineData("\"x\":\"tab\there\"")]
    public async Task A_payload_that_is_no_strict_object_is_malformed(string member)
    {
        var payload = TestTokens.Payload().ToJsonString()[..^1] + $",{member}}}";

        await _room.RejectedAsync(TestTokens.Create(payloadJson: payload), TokenRejection.MalformedToken);
    }

    [Theory]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public async Task Invalid_utf8_is_malformed(byte[] bytes)
    {
        var payload = TestTokens.Payload();
        payload["name"] = "@";
        var text = Encoding.UTF8.GetBytes(payload.ToJsonString());
        var at = text.AsSpan().IndexOf("\"@\""u8) + 1;
        var header = Encoding.UTF8.GetBytes(TestTokens.Header(TestKey.Rsa).ToJsonString());

        await _room.RejectedAsync(TestTokens.Sign(TestKey.Rsa, header, [.. text[..at], .. bytes, .. text[(at + 1)..]]), TokenRejection.MalformedToken);
    }

    [Fact]
    public async Task A_byte_order_mark_is_malformed() =>
        await _room.RejectedAsync(TestTokens.Create(payloadJson: "\uFEFF" + TestTokens.Payload().ToJsonString()), TokenRejection.MalformedToken);

    [Fact]
    public async Task Ten_thousand_brackets_are_malformed() =>
        await _room.RejectedAsync(TestTokens.Create(payloadJson: $$"""{"x":{{new string('[', 10_000)}}"""), TokenRejection.MalformedToken);

    private static string Ending(string json)
    {
        while (Encoding.UTF8.GetByteCount(json) % 3 != 1)
        {
            json += " ";
        }

        return json;
    }

    private static (string Input, string Signature) SignatureWith(params char[] digits)
    {
        for (var i = 0; ; i++)
        {
            var token = TestTokens.Create(claims: claims => claims["n"] = i);
            var dot = token.LastIndexOf('.') + 1;
            if (digits.All(token[dot..].Contains))
            {
                return (token[..dot], token[dot..]);
            }
        }
    }
}
