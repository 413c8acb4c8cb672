using System.Text.Json.Nodes;
using TokenBridge.Host.Tokens;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class AcceptedTokenTests(ReadyRealm ready) : IClassFixture<ReadyRealm>
{
    private readonly TokenRoom _room = ready.Room;

    [Fact]
    public async Task A_valid_token_tells_who_calls()
    {
        var caller = await _room.AcceptedAsync(TestTokens.Create());

        caller.IssuerId.ShouldBe("research");
        caller.Issuer.ShouldBe(TestTokens.Issuer);
        caller.Subject.ShouldBe(TestTokens.Alice);
        caller.Client.ShouldBe("notebook");
        caller.Acr.ShouldBe("1");
        caller.SessionId.ShouldBe("uyRONUAaUEYJRRZxZftFN3e4");
        caller.TokenId.ShouldBe("onrtro:279fa60f-31d4-5dee-c5ee-02678690be75");
        caller.Groups.ShouldBe(["/ml/speech/scientists", "/ml/vision/scientists"]);
        caller.RealmRoles.ShouldBe(["offline_access", "default-roles-ml", "uma_authorization"]);
        caller.ClientRoles["account"].ShouldBe(["manage-account", "manage-account-links", "view-profile"]);
        caller.IssuedAt.ShouldBe(ManualClock.Start);
        caller.ExpiresAt.ShouldBe(ManualClock.Start.AddSeconds(300));
        caller.Claims.GetProperty("department").GetString().ShouldBe("research");
    }

    [Fact]
    public async Task A_token_signed_with_PS256_is_accepted() => await _room.AcceptedAsync(TestTokens.Create(TestKey.Pss));

    [Fact]
    public async Task A_token_signed_with_ES256_is_accepted() => await _room.AcceptedAsync(TestTokens.Create(TestKey.EllipticCurve));

    [Theory]
    [InlineData("JWT")]
    [InlineData("jwt")]
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    public async Task The_header_type_is_compared_without_case(string typ) =>
        await _room.AcceptedAsync(TestTokens.Create(header: header => header["typ"] = typ));

    [Fact]
    public async Task An_audience_may_be_one_string() =>
        await _room.AcceptedAsync(TestTokens.Create(claims: claims => claims["aud"] = TestTokens.Audience));

    [Fact]
    public async Task Blanks_around_the_members_of_the_header_do_no_harm() =>
        await _room.AcceptedAsync(TestTokens.Create(headerJson: """ {"alg" : "RS256","typ" : "JWT", "kid" : "rsa-1"} """));

    [Theory]
    [InlineData("jku")]
    [InlineData("x5u")]
    [InlineData("x5c")]
    [InlineData("jwk")]
    public async Task Keys_that_a_header_offers_are_never_looked_at(string member)
    {
        await _room.AcceptedAsync(TestTokens.Create(header: header => header[member] = "http://127.0.0.1:1/evil"));
        await _room.RejectedAsync(
            TestTokens.Create(TestKey.OtherRsa.As("rsa-1"), header: header => header[member] = TestKey.OtherRsa.Jwk.DeepClone()),
            TokenRejection.InvalidSignature);
    }

    [Fact]
    public async Task Lists_that_are_absent_or_null_are_empty()
    {
        var caller = await _room.AcceptedAsync(TestTokens.Create(claims: claims =>
        {
            claims.Remove("groups");
            claims["realm_access"] = null;
            claims["resource_access"] = new JsonObject { ["account"] = new JsonObject(), ["hub"] = null, ["x"] = new JsonObject { ["roles"] = null } };
        }));

        caller.Groups.ShouldBeEmpty();
        caller.RealmRoles.ShouldBeEmpty();
        caller.ClientRoles.Values.ShouldAllBe(roles => roles.Count == 0);
    }

    [Fact]
    public async Task An_acr_that_is_no_string_is_none() =>
        (await _room.AcceptedAsync(TestTokens.Create(claims: claims => claims["acr"] = 2))).Acr.ShouldBeNull();

    [Fact]
    public async Task Names_in_any_script_and_emoji_come_through_unharmed()
    {
        const string Payload = """{"name":"Zoë \ud83d\ude00 Łódź","iss":"https://kc.example/realms/ml","aud":"tokenbridge","sub":"ü\/1","typ":"Bearer","azp":"hub","iat":1795284000,"exp":1795284060}""";

        var caller = await _room.AcceptedAsync(TestTokens.Create(payloadJson: Payload));

        caller.Subject.ShouldBe("ü/1");
        caller.Claims.GetProperty("name").GetString().ShouldBe("Zoë 😀 Łódź");
    }

    [Fact]
    public async Task A_subject_of_255_characters_is_accepted() =>
        (await _room.AcceptedAsync(TestTokens.Create(claims: claims => claims["sub"] = new string('s', 255)))).Subject.Length.ShouldBe(255);

    [Fact]
    public async Task A_payload_64_deep_is_accepted_and_one_level_more_is_not()
    {
        // The payload object itself is the first level.
        await _room.AcceptedAsync(TestTokens.Create(claims: claims => claims["deep"] = Nested(63)));
        await _room.RejectedAsync(
            TestTokens.Create(payloadJson: $$"""{"deep":{{new string('[', 64)}}{{new string(']', 64)}}}"""),
            TokenRejection.MalformedToken);
    }

    [Fact]
    public async Task A_token_longer_than_the_cache_takes_is_verified_each_time()
    {
        var token = TestTokens.Create(claims: claims => claims["pad"] = new string('p', 4_000));

        (await _room.ValidateAsync(token)).ShouldNotBeSameAs(await _room.ValidateAsync(token));
    }

    private static JsonNode Nested(int levels) => JsonNode.Parse(new string('[', levels) + new string(']', levels))!;
}
