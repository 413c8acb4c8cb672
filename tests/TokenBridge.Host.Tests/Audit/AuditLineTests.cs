using System.Text.RegularExpressions;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Audit;

/// <summary>Whole lines, members in their order: who reads the log may rely on both. What chance gave is a star.</summary>
public sealed partial class AuditLineTests
{
    private const string Alice =
        """
        "issuer":"research","iss":"*","sub":"00000000-0000-4000-8000-000000000001","client":"notebook","sid":"*","jti":"*","acr":"*"
        """;

    private const string Read =
        """
        "claims_present":["/preferred_username","/department"],"claims_absent":[]
        """;

    private const string Grant =
        """
        "preferred_username":"alice","rule":"scientists","grant":"ds-vision","role":"arn:aws:iam::111122223333:role/ds-vision","session_name":"alice","source_identity":"00000000-0000-4000-8000-000000000001","tags":{"department":"research","team":"vision","user":"00000000-0000-4000-8000-000000000001"},"transitive_tags":["team"],"strategy":"AssumeRole"
        """;

    private const string Session =
        """
        "access_key_id":"*","expiration":"*","sts_request_id":"*","rules_hash":"*","source_ip":"127.0.0.1"
        """;

    [Fact]
    public async Task A_granted_exchange_and_the_same_again()
    {
        await using var bridge = await Bridge.StartAsync();
        bridge.Client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "a <b> \"c\" 'd' &+/1");
        var token = bridge.TokenOf("alice");
        await bridge.GetAsync("/v1/credentials/ds-vision", token);
        await bridge.GetAsync("/v1/credentials/ds-vision", token);
        await bridge.GetAsync("/v1/credentials/ds-vision", token);
        await bridge.GetAsync("/v1/credentials?format=process", token);

        var agent = "\"user_agent\":\"a \\u003Cb\\u003E \\u0022c\\u0022 \\u0027d\\u0027 \\u0026\\u002B/1\"";
        (await LinesAsync(bridge, 4)).ShouldBe(
        [
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"granted","status":200,"route":"container","requested_role":"ds-vision",{{Alice}},{{Grant}},"duration_seconds":3600,"from_cache":false,{{Session}},{{agent}}}""",
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"granted","status":200,"route":"container","requested_role":"ds-vision",{{Alice}},{{Grant}},"duration_seconds":3600,"from_cache":true,{{Session}},{{agent}}}""",
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"granted","status":200,"route":"container","requested_role":"ds-vision",{{Alice}},{{Grant}},"duration_seconds":3600,"from_cache":true,{{Session}},{{agent}}}""",
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"granted","status":200,"route":"process",{{Alice}},{{Grant}},"duration_seconds":3600,"from_cache":true,{{Session}},{{agent}}}""",
        ]);
    }

    [Fact]
    public async Task A_shortened_session_with_a_policy_of_another_region()
    {
        const string rules = """
            version: 1
            rules:
              - id: everyone
                when: everyone
                grant:
                  name: limited
                  role: arn:aws:iam::111122223333:role/ds-vision
                  session_name: "{sub}"
                  duration: 2h
                  external_id: a-b
                  region: eu-west-1
                  policy_arns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
                  policy: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: ["s3:GetObject"], Resource: "*" }] }
            """;
        await using var bridge = await Bridge.StartAsync(rules: rules);
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice"));

        (await LinesAsync(bridge, 1)).ShouldBe(
        [
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"granted","status":200,"route":"container",{{Alice}},"rule":"everyone","grant":"limited","role":"arn:aws:iam::111122223333:role/ds-vision","session_name":"00000000-0000-4000-8000-000000000001","region":"eu-west-1","external_id":"a-b","policy":"{\u0022Version\u0022:\u00222012-10-17\u0022,\u0022Statement\u0022:[{\u0022Effect\u0022:\u0022Allow\u0022,\u0022Action\u0022:[\u0022s3:GetObject\u0022],\u0022Resource\u0022:\u0022*\u0022}]}","policy_arns":["arn:aws:iam::aws:policy/ReadOnlyAccess"],"tags":{},"strategy":"AssumeRole","duration_seconds":3600,"duration_clamp":"TokenBridge:Sts:MaxDuration (01:00:00) shortens the rule\u0027s 02:00:00","from_cache":false,{{Session}}}""",
        ]);
    }

    [Fact]
    public async Task The_callers_own_token_speaks_for_the_tags()
    {
        await using var bridge = await Bridge.StartAsync("PassThrough");
        await bridge.GetAsync("/v1/credentials/ds-vision", bridge.TokenOf("alice"));

        (await LinesAsync(bridge, 1)).ShouldBe(
        [
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"granted","status":200,"route":"container","requested_role":"ds-vision",{{Alice}},"preferred_username":"alice","rule":"scientists","grant":"ds-vision","role":"arn:aws:iam::111122223333:role/ds-vision","session_name":"alice","tags_from":"token","strategy":"PassThrough","duration_seconds":3600,"from_cache":false,{{Session}}}""",
        ]);
    }

    [Fact]
    public async Task Refusals_of_every_stage()
    {
        await using var bridge = await Bridge.StartAsync();
        bridge.Sts.Disturbances.DeniedRoles["arn:aws:iam::111122223333:role/ds-vision"] = true;
        await bridge.GetAsync("/v1/credentials?role=");
        await bridge.GetAsync("/v1/credentials");
        await bridge.GetAsync("/v1/credentials", bridge.Realm.IdToken(TokenBridge.Development.Realm.DemoUser.Named("alice")));
        await bridge.GetAsync("/v1/credentials/none", bridge.TokenOf("alice"));
        await bridge.GetAsync("/v1/credentials/prod-vision", bridge.TokenOf("bob"));
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice"));

        (await LinesAsync(bridge, 6)).ShouldBe(
        [
            """{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"refused","reason":"invalid_request","detail":"The role is empty; name one, or ask for /v1/credentials without one.","status":400,"route":"container","source_ip":"127.0.0.1"}""",
            """{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"refused","reason":"missing_token","detail":"no token","status":401,"route":"container","source_ip":"127.0.0.1"}""",
            """{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"refused","reason":"wrong_type","detail":"payload: typ \u0022ID\u0022","status":401,"route":"container","issuer":"research","iss":"*","sub":"00000000-0000-4000-8000-000000000001","client":"notebook","source_ip":"127.0.0.1"}""",
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"refused","reason":"role_not_granted","detail":"asked for \u0027none\u0027, which no grant of the caller is called; eligible: 1","status":403,"route":"container","requested_role":"none",{{Alice}},"preferred_username":"alice",{{Read}},"group_count":1,"role_count":6,"rules_hash":"*","source_ip":"127.0.0.1"}""",
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"refused","reason":"denied_by_rule","detail":"rule \u0027leads\u0027 grants arn:aws:iam::999900001111:role/prod-vision, deny rule \u0027no-contractors\u0027 holds","status":403,"route":"container","requested_role":"prod-vision",{{Alice.Replace("000000001", "000000002", StringComparison.Ordinal)}},"preferred_username":"bob","rule":"no-contractors",{{Read}},"group_count":2,"role_count":6,"rules_hash":"*","source_ip":"127.0.0.1"}""",
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"refused","reason":"sts_refused","detail":"STS answered 403 AccessDenied: …","status":403,"route":"container",{{Alice}},{{Grant}},"sts_request_id":"*","rules_hash":"*","source_ip":"127.0.0.1"}""",
        ]);
    }

    [Fact]
    public async Task A_caller_who_asks_too_often_is_named()
    {
        await using var bridge = await Bridge.StartAsync(clock: new ManualClock(TimeProvider.System.GetUtcNow()), settings: ("RateLimits:PerSubjectPerMinute", "1"));
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice"));
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice"));

        (await LinesAsync(bridge, 2))[1].ShouldBe(
            $$"""{"time":"*","event":"tokenbridge.exchange","decision_id":"*","outcome":"refused","reason":"rate_limited","detail":"TokenBridge:RateLimits:PerSubjectPerMinute is reached","status":429,"route":"container",{{Alice}},"source_ip":"127.0.0.1"}""");
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(Bridge bridge, int count)
    {
        await bridge.Audit.RecordAsync(count);
        return [.. bridge.Audit.Text.Split('\n').Select(line => WordsOfSts().Replace(Chance().Replace(line, "\"${name}\":\"*\""), "AccessDenied: …\""))];
    }

    [GeneratedRegex("AccessDenied: [^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordsOfSts();

    [GeneratedRegex("\"(?<name>time|decision_id|iss|sid|jti|acr|access_key_id|expiration|sts_request_id|rules_hash)\":\"[^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Chance();
}
