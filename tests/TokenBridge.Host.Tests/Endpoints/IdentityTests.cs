using System.Text.Json.Nodes;
using TokenBridge.Development.Realm;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>Nothing about one identity ever reaches another.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private const string SharedRole = """
        version: 1
        claims: { user: /preferred_username, department: { from: /department, default: none } }
        defaults: { session_name: "{user}", source_identity: "{sub}", tags: { department: "{department}" } }
        rules:
          - id: everybody
            when: { group: "/ml/{team}/*" }
            grant: { name: shared, role: "arn:aws:iam::111122223333:role/ds-vision" }
        """;

    private Bridge _bridge = null!;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync(rules: SharedRole);

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Fact]
    public async Task The_same_caller_is_served_from_the_cache_with_another_token_too()
    {
        var first = await KeyAsync("alice");

        (await KeyAsync("alice")).ShouldBe(first);
        _bridge.Sts.Requests.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_callers_of_one_role_have_sessions_of_their_own() =>
        (await KeyAsync("alice")).ShouldNotBe(await KeyAsync("bob"));

    [Fact]
    public async Task The_same_caller_with_another_tag_has_another_session()
    {
        var before = await KeyAsync("alice");

        (await KeyAsync("alice", claims => claims["department"] = "ml-platform")).ShouldNotBe(before);
        _bridge.Sts.Requests.All[1].Session!.Tags.ShouldHaveSingleItem().Value.ShouldBe("ml-platform");
    }

    [Fact]
    public async Task The_same_name_with_another_subject_has_another_session() =>
        (await KeyAsync("alice")).ShouldNotBe(await KeyAsync("alice", claims => claims["sub"] = "00000000-0000-4000-8000-0000000000ff"));

    [Fact]
    public async Task A_caller_who_lost_the_group_gets_nothing_although_credentials_are_cached()
    {
        await KeyAsync("alice");

        await _bridge.GetAsync("/v1/credentials", Token("alice", claims => claims.Remove("groups")))
            .ShouldBeRefusalAsync(403, "AccessDenied", "no_rule_matches");
    }

    [Fact]
    public async Task The_same_subject_of_two_issuers_has_two_sessions()
    {
        await using var other = await EmbeddedRealm.StartAsync();
        await using var bridge = await Bridge.StartAsync(
            rules: SharedRole.Replace("rules:", "issuer: any\nrules:", StringComparison.Ordinal),
            settings: [("Issuers:other:Issuer", other.Issuer), ("Issuers:other:Audiences:0", "tokenbridge")]);

        var keys = new[] { bridge.Realm, other, bridge.Realm }.Select(async realm =>
            (await bridge.GetAsync("/v1/credentials", realm.AccessToken(DemoUser.Named("alice"))).ShouldBeCredentialsAsync()).GetProperty("AccessKeyId").GetString());
        var (first, second, again) = (await keys.ElementAt(0), await keys.ElementAt(1), await keys.ElementAt(2));

        second.ShouldNotBe(first);
        again.ShouldBe(first);
    }

    [Fact]
    public async Task A_caller_whose_group_changed_has_the_session_of_the_new_group()
    {
        await using var bridge = await Bridge.StartAsync();
        var before = await KeyAsync(bridge, "/ml/vision/scientists");

        (await KeyAsync(bridge, "/ml/speech/scientists")).ShouldNotBe(before);

        bridge.Sts.Requests.All.Select(request => request.Session!.RoleArn).ShouldBe(["arn:aws:iam::111122223333:role/ds-vision", "arn:aws:iam::111122223333:role/ds-speech"]);
        (await KeyAsync(bridge, "/ml/vision/scientists")).ShouldBe(before);
    }

    private static async Task<string?> KeyAsync(Bridge bridge, string group) =>
        (await bridge.GetAsync("/v1/credentials", bridge.Realm.AccessToken(DemoUser.Named("alice"), change: claims => claims["groups"] = new JsonArray(group))).ShouldBeCredentialsAsync())
        .GetProperty("AccessKeyId").GetString();

    private string Token(string user, Action<JsonObject>? change = null) => _bridge.Realm.AccessToken(DemoUser.Named(user), change: change);

    private async Task<string?> KeyAsync(string user, Action<JsonObject>? change = null) =>
        (await _bridge.GetAsync("/v1/credentials", Token(user, change)).ShouldBeCredentialsAsync()).GetProperty("AccessKeyId").GetString();
}
