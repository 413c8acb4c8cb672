using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TokenBridge.Development.Sts;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>The shortest of what the rule, the configuration, role chaining and the role itself allow wins, and the answer says which.</summary>
public sealed class DurationTests
{
    private const string Role = "arn:aws:iam::111122223333:role/short";

    private static readonly string Rules = $$"""
        version: 1
        rules: [{ id: long, when: everyone, grant: { role: "{{Role}}", duration: 8h } }]
        """;

    [Fact]
    public async Task The_configuration_shortens_what_the_rule_asks_for()
    {
        await using var bridge = await StartAsync(TimeSpan.FromHours(12), "04:00:00");

        (await AskAsync(bridge, "alice")).ShouldContain("TokenBridge:Sts:MaxDuration (04:00:00) shortens the rule's 08:00:00");
        (await RecordAsync(bridge)).GetProperty("duration_seconds").GetInt32().ShouldBe(4 * 3600);
    }

    [Fact]
    public async Task What_the_role_allows_is_found_out_once_and_said_to_everybody()
    {
        await using var bridge = await StartAsync(TimeSpan.FromHours(2), "12:00:00");

        (await AskAsync(bridge, "alice")).ShouldContain("MaxSessionDuration");
        (await AskAsync(bridge, "erin")).ShouldContain("MaxSessionDuration");
        (await AskAsync(bridge, "erin")).ShouldContain("MaxSessionDuration");

        bridge.Sts.Requests.All.Select(request => request.Parameters["DurationSeconds"]).ShouldBe(["28800", "3600", "3600"]);
        var record = await RecordAsync(bridge);
        record.GetProperty("duration_seconds").GetInt32().ShouldBe(3600);
        record.GetProperty("duration_clamp").GetString()!.ShouldContain("MaxSessionDuration");
    }

    [Fact]
    public async Task The_hour_of_role_chaining_is_found_out_too()
    {
        await using var bridge = await StartAsync(TimeSpan.FromHours(12), "12:00:00");
        bridge.Sts.Disturbances.Answer = http => http.Request.Form["DurationSeconds"] == "28800"
            ? RefuseAsync(http, "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.")
            : RefuseAsync(http, "still refused");

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeRefusalAsync(403, "AccessDenied", "sts_refused");

        (await RecordAsync(bridge)).GetProperty("detail").GetString()!.ShouldContain("still refused");
    }

    [Fact]
    public async Task A_duration_within_every_limit_is_left_as_it_is()
    {
        await using var bridge = await StartAsync(TimeSpan.FromHours(12), "12:00:00");

        (await AskAsync(bridge, "alice")).ShouldBeEmpty();
        (await RecordAsync(bridge)).GetProperty("duration_seconds").GetInt32().ShouldBe(8 * 3600);
    }

    private static Task<Bridge> StartAsync(TimeSpan ofRole, string ofConfiguration) => Bridge.StartAsync(
        rules: Rules,
        prepare: (_, sts) => sts.Add(new EmbeddedRole(RoleArn.Parse(Role))
        {
            TrustedPrincipals = ["arn:aws:iam::111122223333:user/tokenbridge"],
            MaxSessionDuration = ofRole,
        }),
        settings: ("Sts:MaxDuration", ofConfiguration));

    /// <returns>The notices of the answer.</returns>
    private static async Task<string> AskAsync(Bridge bridge, string user)
    {
        using var response = await bridge.GetAsync("/v1/credentials", bridge.TokenOf(user));
        await Task.FromResult(response).ShouldBeCredentialsAsync();
        return response.Headers.TryGetValues("TokenBridge-Notice", out var notices) ? string.Join('\n', notices) : "";
    }

    private static Task<JsonElement> RecordAsync(Bridge bridge) => bridge.Audit.RecordAsync(1);

    private static Task RefuseAsync(HttpContext http, string message)
    {
        http.Response.StatusCode = 400;
        return http.Response.WriteAsync($"<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>");
    }
}
