using System.Text.Json.Nodes;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class ClaimTests(ReadyRealm ready) : IClassFixture<ReadyRealm>
{
    private static readonly long Now = ManualClock.Start.ToUnixTimeSeconds();

    private readonly TokenRoom _room = ready.Room;

    [Theory]
    [InlineData("\"https://kc.example/realms/other\"")]
    [InlineData("\"https://kc.example/realms/ml/\"")]
    [InlineData("\"HTTPS://kc.example/realms/ml\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[\"https://kc.example/realms/ml\"]")]
    public async Task Another_issuer_is_unknown_issuer(string iss)
    {
        var rejected = await _room.RejectedAsync(With("iss", iss), TokenRejection.UnknownIssuer);
        rejected.IssuerId.ShouldBeNull();
    }

    [Fact]
    public async Task A_token_without_issuer_is_unknown_issuer() => await _room.RejectedAsync(Without("iss"), TokenRejection.UnknownIssuer);

    [Fact]
    public async Task What_an_unsigned_issuer_says_is_shortened_and_made_printable_for_the_log()
    {
        var rejected = await _room.RejectedAsync(
            TestTokens.Create(claims: claims => claims["iss"] = "evil\r\n\"\u202E" + new string('x', 1_000)), TokenRejection.UnknownIssuer);

        rejected.Detail.ShouldBe($"iss \"evil????{new string('x', SafeText.LongestAscii - 8)}…\" (1008 characters)");
    }

    [Theory]
    [InlineData("\"ID\"")]
    [InlineData("\"Refresh\"")]
    [InlineData("\"Offline\"")]
    [InlineData("\"Logout\"")]
    [InlineData("\"bearer\"")]
    [InlineData("\"Bearer \"")]
    [InlineData("[\"Bearer\"]")]
    [InlineData("null")]
    [InlineData("1")]
    public async Task A_payload_type_that_is_not_Bearer_is_wrong_type(string typ) => await _room.RejectedAsync(With("typ", typ), TokenRejection.WrongType);

    [Fact]
    public async Task A_payload_without_type_is_wrong_type() => await _room.RejectedAsync(Without("typ"), TokenRejection.WrongType);

    [Theory]
    [InlineData("logout+jwt")]
    [InlineData("application/at+jwt")]
    [InlineData("JWE")]
    [InlineData("")]
    public async Task A_header_type_that_is_neither_JWT_nor_at_jwt_is_wrong_type(string typ) =>
        await _room.RejectedAsync(TestTokens.Create(header: header => header["typ"] = typ), TokenRejection.WrongType);

    [Fact]
    public async Task A_header_without_type_is_wrong_type() =>
        await _room.RejectedAsync(TestTokens.Create(header: header => header.Remove("typ")), TokenRejection.WrongType);

    [Fact]
    public async Task An_id_token_is_wrong_type_although_its_audience_is_wrong_too() =>
        await _room.RejectedAsync(TestTokens.Create(claims: claims => (claims["typ"], claims["aud"]) = ("ID", "notebook")), TokenRejection.WrongType);

    [Fact]
    public async Task A_DPoP_token_is_bound_token() =>
        await _room.RejectedAsync(
            TestTokens.Create(claims: claims => (claims["typ"], claims["cnf"]) = ("DPoP", new JsonObject { ["jkt"] = "x", ["kc-jkt-type"] = "DPoP" })),
            TokenRejection.BoundToken);

    [Theory]
    [InlineData("{\"jkt\":\"x\"}")]
    [InlineData("{\"x5t#S256\":\"x\"}")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Any_cnf_is_bound_token(string cnf) => await _room.RejectedAsync(With("cnf", cnf), TokenRejection.BoundToken);

    [Fact]
    public async Task A_DPoP_type_without_cnf_is_bound_token() => await _room.RejectedAsync(With("typ", "\"DPoP\""), TokenRejection.BoundToken);

    [Theory]
    [InlineData(-30, "expired")]
    [InlineData(-31, "expired")]
    [InlineData(-29, null)]
    public async Task An_expiry_counts_with_the_skew(int fromNow, string? expected) =>
        await ExpectAsync(TestTokens.Create(claims: claims => (claims["iat"], claims["exp"]) = (Now - 300, Now + fromNow)), expected);

    [Theory]
    [InlineData("iat", 30, null)]
    [InlineData("iat", 31, "not_yet_valid")]
    [InlineData("nbf", 30, null)]
    [InlineData("nbf", 31, "not_yet_valid")]
    public async Task A_token_from_the_future_is_not_yet_valid_beyond_the_skew(string claim, int fromNow, string? expected) =>
        await ExpectAsync(TestTokens.Create(claims: claims => claims[claim] = Now + fromNow), expected);

    [Theory]
    [InlineData(3600, null)]
    [InlineData(3601, "lifetime_too_long")]
    [InlineData(36_000_000_000, "lifetime_too_long")]
    public async Task A_lifetime_above_the_limit_is_lifetime_too_long(long seconds, string? expected) =>
        await ExpectAsync(TestTokens.Create(claims: claims => claims["exp"] = Now + seconds), expected);

    [Theory]
    [InlineData("\"1795284300\"")]
    [InlineData("1795284300.0")]
    [InlineData("1795284300.5")]
    [InlineData("1.7952843e9")]
    [InlineData("1795284300E0")]
    [InlineData("-1")]
    [InlineData("100000000000")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("1e400")]
    [InlineData("true")]
    [InlineData("[1795284300]")]
    [InlineData("{}")]
    public async Task A_time_that_is_no_integer_of_seconds_is_malformed_claim(string value)
    {
        await _room.RejectedAsync(With("exp", value), TokenRejection.MalformedClaim);
        await _room.RejectedAsync(With("iat", value), TokenRejection.MalformedClaim);
        await _room.RejectedAsync(With("nbf", value), TokenRejection.MalformedClaim);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task An_expiry_that_is_not_after_the_issue_is_malformed_claim(int lifetime) =>
        await _room.RejectedAsync(TestTokens.Create(claims: claims => claims["exp"] = Now + lifetime), TokenRejection.MalformedClaim);

    [Theory]
    [InlineData("exp")]
    [InlineData("iat")]
    [InlineData("aud")]
    [InlineData("sub")]
    [InlineData("azp")]
    public async Task A_required_claim_that_is_absent_or_null_is_missing_claim(string claim)
    {
        (await _room.RejectedAsync(Without(claim), TokenRejection.MissingClaim)).Detail.ShouldContain(claim);
        await _room.RejectedAsync(With(claim, "null"), TokenRejection.MissingClaim);
    }

    [Theory]
    [InlineData("\"account\"")]
    [InlineData("[\"account\",\"TokenBridge\"]")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("\"account tokenbridge\"")]
    public async Task Another_audience_is_wrong_audience(string aud) => await _room.RejectedAsync(With("aud", aud), TokenRejection.WrongAudience);

    [Theory]
    [InlineData("1")]
    [InlineData("{\"tokenbridge\":true}")]
    [InlineData("[\"tokenbridge\",1]")]
    [InlineData("[\"tokenbridge\",null]")]
    [InlineData("[[\"tokenbridge\"]]")]
    public async Task An_audience_that_is_neither_text_nor_texts_is_malformed_claim(string aud) =>
        await _room.RejectedAsync(With("aud", aud), TokenRejection.MalformedClaim);

    [Theory]
    [InlineData("other")]
    [InlineData("Notebook")]
    [InlineData("")]
    public async Task A_client_that_is_not_listed_is_wrong_client(string azp) =>
        await _room.RejectedAsync(TestTokens.Create(claims: claims => claims["azp"] = azp), TokenRejection.WrongClient);

    [Theory]
    [InlineData("azp")]
    [InlineData("sid")]
    [InlineData("jti")]
    [InlineData("sub")]
    public async Task A_name_that_is_no_string_is_malformed_claim(string claim)
    {
        await _room.RejectedAsync(With(claim, "1"), TokenRejection.MalformedClaim);
        await _room.RejectedAsync(With(claim, "[\"x\"]"), TokenRejection.MalformedClaim);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("a\u007F")]
    [InlineData("a\u0085")]
    public async Task A_subject_that_is_empty_or_has_control_characters_is_malformed_claim(string sub) =>
        await _room.RejectedAsync(TestTokens.Create(claims: claims => claims["sub"] = sub), TokenRejection.MalformedClaim);

    [Fact]
    public async Task A_subject_of_256_characters_is_malformed_claim() =>
        await _room.RejectedAsync(TestTokens.Create(claims: claims => claims["sub"] = new string('s', 256)), TokenRejection.MalformedClaim);

    [Theory]
    [InlineData("groups", "\"/ml\"")]
    [InlineData("groups", "{}")]
    [InlineData("groups", "[\"/a\",[\"/platform/admins\"],\"/b\"]")]
    [InlineData("groups", "[null]")]
    [InlineData("groups", "[1]")]
    [InlineData("realm_access", "[]")]
    [InlineData("realm_access", "\"admin\"")]
    [InlineData("realm_access", "{\"roles\":\"admin\"}")]
    [InlineData("realm_access", "{\"roles\":[1]}")]
    [InlineData("resource_access", "[]")]
    [InlineData("resource_access", "{\"hub\":[\"admin\"]}")]
    [InlineData("resource_access", "{\"hub\":{\"roles\":\"admin\"}}")]
    [InlineData("resource_access", "{\"account\":{\"roles\":[]},\"hub\":{\"roles\":[\"a\",null]}}")]
    public async Task A_list_of_the_wrong_shape_is_malformed_claim(string claim, string value) =>
        (await _room.RejectedAsync(With(claim, value), TokenRejection.MalformedClaim)).Detail.ShouldContain(claim);

    private static string With(string claim, string json)
    {
        var payload = TestTokens.Payload();
        payload.Remove(claim);
        return TestTokens.Create(payloadJson: payload.ToJsonString()[..^1] + $",\"{claim}\":{json}}}");
    }

    private static string Without(string claim) => TestTokens.Create(claims: claims => claims.Remove(claim));

    private async Task ExpectAsync(string token, string? expected)
    {
        var verdict = await _room.ValidateAsync(token);
        ((verdict as TokenVerdict.Rejected)?.Reason.ToReason()).ShouldBe(expected);
        (verdict is TokenVerdict.Accepted).ShouldBe(expected is null);
    }
}
