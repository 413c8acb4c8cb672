using System.Text.Json;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Audit;

/// <summary>What the record of a refusal by the rules says of what they read: <c>Audit:Claims</c>.</summary>
public sealed class ReadClaimsRecordTests
{
    [Fact]
    public async Task Names_are_recorded_unless_told_otherwise_and_no_values()
    {
        await using var bridge = await Bridge.StartAsync();

        var record = await RefusedAsync(bridge);

        Texts(record, "claims_present").ShouldBe(["/preferred_username", "/department"]);
        Texts(record, "claims_absent").ShouldBeEmpty();
        record.GetProperty("group_count").GetInt32().ShouldBeGreaterThan(0);
        record.GetProperty("role_count").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
        record.TryGetProperty("claims", out _).ShouldBeFalse();
        record.TryGetProperty("groups", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Values_are_recorded_where_the_operator_wants_them()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("Audit:Claims", "Values"));

        var record = await RefusedAsync(bridge);

        record.GetProperty("claims").GetProperty("/preferred_username").GetString().ShouldBe("alice");
        Texts(record, "groups").ShouldContain("/ml/vision/scientists");
    }

    [Fact]
    public async Task None_is_none()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("Audit:Claims", "none"));

        var record = await RefusedAsync(bridge);

        record.TryGetProperty("claims_present", out _).ShouldBeFalse();
        record.TryGetProperty("group_count", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_grant_names_the_person_where_the_rules_look_at_the_name_and_not_what_else_was_read()
    {
        await using var bridge = await Bridge.StartAsync();
        await bridge.GetAsync("/v1/credentials/ds-vision", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        var record = await bridge.Audit.RecordAsync(1);

        record.GetProperty("preferred_username").GetString().ShouldBe("alice");
        record.TryGetProperty("claims_present", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Rules_that_do_not_look_at_the_name_leave_it_out()
    {
        await using var bridge = await Bridge.StartAsync(
            rules: "version: 1\nrules:\n  - id: all\n    when: everyone\n    grant: { role: \"arn:aws:iam::111122223333:role/ds-vision\", session_name: x }\n");
        using var response = await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice"));

        (await bridge.Audit.RecordAsync(1)).TryGetProperty("preferred_username", out _).ShouldBeFalse();
    }

    private static async Task<JsonElement> RefusedAsync(Bridge bridge)
    {
        await bridge.GetAsync("/v1/credentials/nothing-of-the-kind", bridge.TokenOf("alice")).ShouldBeRefusalAsync(403, "AccessDenied", "role_not_granted");
        return await bridge.Audit.RecordAsync(1);
    }

    private static IEnumerable<string?> Texts(JsonElement record, string member) => record.GetProperty(member).EnumerateArray().Select(text => text.GetString());
}
