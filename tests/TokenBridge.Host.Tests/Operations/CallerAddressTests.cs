using System.Text.Json;

namespace TokenBridge.Host.Tests.Operations;

public sealed class CallerAddressTests(ProxiedBridge bridge) : IClassFixture<ProxiedBridge>
{
    private const string Granted = "granted";
    private const string NotGranted = "role_not_granted";
    private const string Denied = "denied_by_rule";

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9:4711", "203.0.113.9")]
    [InlineData(" \t203.0.113.9 ", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("[::ffff:203.0.113.9]:65535", "203.0.113.9")]
    [InlineData("10.2.0.1,203.0.113.9", "203.0.113.9")]
    [InlineData("unix:, 203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9, 10.1.0.7", "203.0.113.9")]
    [InlineData("203.0.113.9, 10.1.0.7:80, [2001:db8:aaaa::1]:443,\t::ffff:10.1.0.8", "203.0.113.9")]
    public async Task A_caller_from_abroad_has_what_is_for_abroad_and_nothing_else(string header, string address) =>
        await ShouldBeAsync(address, [$"X-Forwarded-For: {header}"], office: NotGranted, abroad: Granted, anywhere: Denied);

    [Theory]
    [InlineData("10.2.0.1", "10.2.0.1")]
    [InlineData("10.2.0.1:1", "10.2.0.1")]
    [InlineData("203.0.113.9, 10.2.0.1", "10.2.0.1")]
    [InlineData("10.2.0.1, 10.1.0.7", "10.2.0.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:DB8::1]", "2001:db8::1")]
    [InlineData("[2001:db8::1]:4711", "2001:db8::1")]
    public async Task A_caller_from_the_office_has_what_is_for_the_office_and_no_deny_for_others(string header, string address) =>
        await ShouldBeAsync(address, [$"X-Forwarded-For: {header}"], office: Granted, abroad: NotGranted, anywhere: Granted);

    [Theory]
    [InlineData("203.0.113.9, unix:")]
    [InlineData("10.2.0.1, unix:")]
    [InlineData("unix:")]
    [InlineData("unknown")]
    [InlineData("-")]
    [InlineData("_hidden")]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("10.2.0.1,")]
    [InlineData("10.2.0.1, ,10.1.0.7")]
    [InlineData("unix:, 10.1.0.7")]
    [InlineData("unknown, 10.1.0.7, 127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("10.2.0.1 10.2.0.1")]
    [InlineData("10.2.0.1;10.2.0.1")]
    [InlineData("10.2.0.1:")]
    [InlineData("10.2.0.1:0")]
    [InlineData("10.2.0.1:080")]
    [InlineData("10.2.0.1:65536")]
    [InlineData("10.2.0.1:-1")]
    [InlineData("10.2.0.1:+1")]
    [InlineData("10.2.0.1: 80")]
    [InlineData("10.2.0.1:80:80")]
    [InlineData("10.2.0.1:http")]
    [InlineData("10.2.0.1/32")]
    [InlineData("\"10.2.0.1\"")]
    [InlineData("for=10.2.0.1")]
    [InlineData("[10.2.0.1]")]
    [InlineData("[10.2.0.1]:80")]
    [InlineData("10.513")]
    [InlineData("10.2.1")]
    [InlineData("0x0a.2.0.1")]
    [InlineData("0x7f.1")]
    [InlineData("012.2.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("10.2.0.256")]
    [InlineData("\u0661\u0660.2.0.1")]
    [InlineData("[2001:db8::1")]
    [InlineData("2001:db8::1]")]
    [InlineData("[2001:db8::1]80")]
    [InlineData("[2001:db8::1]:")]
    [InlineData("[2001:db8::1]:65536")]
    [InlineData("[[2001:db8::1]]")]
    [InlineData("[]")]
    [InlineData("[]:80")]
    [InlineData("\"[2001:db8::1]:80\"")]
    [InlineData("2001:db8::1%1")]
    [InlineData("[2001:db8::1%eth0]:80")]
    [InlineData("2001:db8::1/64")]
    [InlineData("::ffff:10.2.1")]
    [InlineData("::ffff:10.2.0.1:80")]
    public async Task A_caller_whose_address_cannot_be_read_is_unknown_and_never_the_proxy(string header) =>
        await ShouldBeUnknownAsync($"X-Forwarded-For: {header}");

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1, 10.1.0.7")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task A_list_of_proxies_alone_names_no_caller(string header) => await ShouldBeUnknownAsync($"X-Forwarded-For: {header}");

    /// <summary>A client can make some proxies drop the header, by naming it in Connection.</summary>
    [Fact]
    public async Task A_proxy_that_says_nothing_is_not_the_caller() => await ShouldBeUnknownAsync();

    [Theory]
    [InlineData("Forwarded: for=10.2.0.1")]
    [InlineData("X-Real-IP: 10.2.0.1")]
    [InlineData("X-Original-For: 10.2.0.1")]
    [InlineData("X-Forwarded-For-: 10.2.0.1")]
    public async Task No_other_header_names_a_caller(string header) => await ShouldBeUnknownAsync(header);

    [Fact]
    public async Task Several_header_lines_are_one_list_in_their_order()
    {
        await ShouldBeAsync("203.0.113.9", ["X-Forwarded-For: 10.2.0.1", "x-forwarded-for: 203.0.113.9", "X-Forwarded-For: 10.1.0.7"], office: NotGranted, abroad: Granted, anywhere: Denied);
        await ShouldBeUnknownAsync("X-Forwarded-For: 10.2.0.1", "X-Forwarded-For: unix:");
        await ShouldBeUnknownAsync("X-Forwarded-For: 10.2.0.1", "X-Forwarded-For:");
        await ShouldBeUnknownAsync("X-Forwarded-For: 10.2.0.1", "X-Forwarded-For: unknown", "X-Forwarded-For: 10.1.0.7, 127.0.0.1");
    }

    [Fact]
    public async Task However_long_the_list_is_its_end_decides()
    {
        var proxies = string.Concat(Enumerable.Repeat(",10.1.0.7", 2000));
        await ShouldBeAsync("10.2.0.1", [$"X-Forwarded-For: unix:,10.2.0.1{proxies}"], office: Granted, abroad: NotGranted, anywhere: Granted);
        await ShouldBeUnknownAsync($"X-Forwarded-For: 10.2.0.1,unix:{proxies}");
        await ShouldBeUnknownAsync($"X-Forwarded-For: 10.2.0.1,{new string('1', 20_000)}");
    }

    [Fact]
    public async Task An_explanation_says_that_the_address_is_unknown()
    {
        var explanation = await bridge.ExplainAsync("203.0.113.9, unix:");

        explanation.ShouldContain("\"unknown\"");
        explanation.ShouldNotContain("127.0.0.1\"");
    }

    private Task ShouldBeUnknownAsync(params string[] headers) =>
        ShouldBeAsync(null, headers, office: NotGranted, abroad: NotGranted, anywhere: Denied);

    private async Task ShouldBeAsync(string? address, string[] headers, string office, string abroad, string anywhere)
    {
        foreach (var (role, outcome) in new[] { ("office", office), ("abroad", abroad), ("anywhere", anywhere) })
        {
            var record = await bridge.AskAsync(role, headers);
            (Text(record, "reason") ?? Granted).ShouldBe(outcome, role);
            Text(record, "source_ip").ShouldBe(address);
        }
    }

    private static string? Text(JsonElement record, string member) => record.TryGetProperty(member, out var value) ? value.GetString() : null;
}
