using System.Text;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Protocol.Tests.Jose;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" {\"a\" : [1, -0.5e3, true, null, {}]}\n")]
    [InlineData("{\"a\":{\"b\":1},\"b\":{\"a\":1}}")]
    [InlineData("{\"a\":1,\"A\":1}")]
    [InlineData("{\"a\":\"\\ud83d\\ude00\"}")]
    [InlineData("{\"a\":\"x\\ud83d\\ude00y\\uD83D\\uDE00\"}")]
    [InlineData("{\"a\":\"\\\\ud800\"}")] // a backslash and the text ud800
    [InlineData("{\"a\":\"\\\\\\ud83d\\ude00\"}")]
    [InlineData("{\"a\":\"\\n\\\"\\u00e9\\ue000\\ud7ff\"}")]
    [InlineData("{\"a\":\"\\u0000\"}")]
    public void A_strict_object_is_read(string json) => StrictJson.Parse(Encoding.UTF8.GetBytes(json)).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("", "no strict JSON")]
    [InlineData("{", "no strict JSON")]
    [InlineData("{}x", "no strict JSON")]
    [InlineData("{\"a\":1,}", "no strict JSON")]
    [InlineData("{\"a\":[1,]}", "no strict JSON")]
    [InlineData("{}/**/", "no strict JSON")]
    [InlineData("{//\n}", "no strict JSON")]
    [InlineData("{\"a\":1,\"a\":1}", "no strict JSON")]
    [InlineData("{\"a\":1,\"\\u0061\":1}", "no strict JSON")]
    [InlineData("{\"x\":[{\"a\":1,\"a\":1}]}", "no strict JSON")]
    [InlineData("{\"a\":\"\\", "no strict JSON")]
    [InlineData("{\"a\":\"\\u00", "no strict JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("\"a\"", "no JSON object")]
    [InlineData("1", "no JSON object")]
    [InlineData("null", "no JSON object")]
    [InlineData("{\"a\":\"\\ud800\"}", "half a surrogate pair")]
    [InlineData("{\"a\":\"\\uDC00\"}", "half a surrogate pair")]
    [InlineData("{\"a\":\"\\ud800x\"}", "half a surrogate pair")]
    [InlineData("{\"a\":\"\\ud800\\n\"}", "half a surrogate pair")]
    [InlineData("{\"a\":\"\\ud800\\u0041\"}", "half a surrogate pair")]
    [InlineData("{\"a\":\"\\ud800\\ud800\\udc00\"}", "half a surrogate pair")]
    [InlineData("{\"a\":\"\\ud83d\\ude00\\ude00\"}", "half a surrogate pair")]
    [InlineData("{\"a\":\"\\n\\udc00\"}", "half a surrogate pair")]
    [InlineData("{\"a\":\"\\u0041\\udc00\"}", "half a surrogate pair")]
    [InlineData("{\"a\":\"\\\\\\udc00\"}", "half a surrogate pair")]
    [InlineData("{\"\\udfff\":1}", "half a surrogate pair")]
    [InlineData("\\ud800", "half a surrogate pair")]
    [InlineData("\\udc00", "half a surrogate pair")]
    public void Anything_else_is_not_and_the_reason_quotes_none_of_it(string json, string reason) =>
        StrictJson.Parse(Encoding.UTF8.GetBytes(json)).Fault.ShouldNotBeNull().ShouldStartWith(reason);

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0x7B, 0x22, 0xC3, 0x22, 0x3A, 0x31, 0x7D })]
    public void Invalid_utf8_is_refused(byte[] utf8) => StrictJson.Parse(utf8).Fault.ShouldBe("no valid UTF-8");

    [Fact]
    public void A_byte_order_mark_is_refused() => StrictJson.Parse([0xEF, 0xBB, 0xBF, 0x7B, 0x7D]).Succeeded.ShouldBeFalse();

    [Fact]
    public void Sixty_four_levels_are_read_and_one_more_is_not()
    {
        StrictJson.Parse(Deep(63)).Succeeded.ShouldBeTrue();
        StrictJson.Parse(Deep(64)).Succeeded.ShouldBeFalse();

        static byte[] Deep(int lists) => Encoding.UTF8.GetBytes($$"""{"a":{{new string('[', lists)}}{{new string(']', lists)}}}""");
    }

    [Fact]
    public void What_was_read_stands_when_its_bytes_are_overwritten()
    {
        var utf8 = "{\"a\":\"b\"}"u8.ToArray();
        StrictJson.Parse(utf8).TryGet(out var json, out _).ShouldBeTrue();
        utf8.AsSpan().Clear();

        json.GetProperty("a").GetString().ShouldBe("b");
    }

    [Fact]
    public void The_reason_says_where_and_not_what() =>
        StrictJson.Parse("{\n\"secret\":x}"u8).Fault.ShouldBe("no strict JSON at line 1, byte 9");
}
