using TokenBridge.Host.Exchange;
using TokenBridge.Host.Tokens;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

/// <summary>What people send instead of an access token, and whether the refusal says so.</summary>
public sealed class TokenAdviceTests(ReadyRealm ready) : IClassFixture<ReadyRealm>
{
    private const string Jwe = "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.AAAA.AAAA.AAAA.AAAA";

    private static readonly TokenLimit Limit = new(16_384);

    private readonly TokenRoom _room = ready.Room;

    [Theory]
    [InlineData("{\"access_token\":\"eyJh.eyJ.x\",\"expires_in\":300}", TokenAdvice.WholeAnswer)]
    [InlineData("{'access_token': 'eyJh.eyJ.x'}", TokenAdvice.WholeAnswer)]
    [InlineData("{\"error\":\"invalid_grant\",\"error_description\":\"Invalid user credentials\"}", TokenAdvice.ErrorAnswer)]
    [InlineData("\"eyJh.eyJ.x\"", TokenAdvice.QuotationMarks)]
    [InlineData("'eyJh.eyJ.x'", TokenAdvice.QuotationMarks)]
    [InlineData("eyJh.eyJ.x\"", TokenAdvice.QuotationMarks)]
    [InlineData("Bearer eyJh.eyJ.x", TokenAdvice.SchemeTwice)]
    [InlineData("bearer: eyJh.eyJ.x", TokenAdvice.SchemeTwice)]
    [InlineData("Bearer%20eyJh.eyJ.x", TokenAdvice.SchemeTwice)]
    [InlineData("Authorization: Bearer eyJh.eyJ.x", TokenAdvice.SchemeTwice)]
    [InlineData("Basic YWxpY2U6eA", TokenAdvice.OtherScheme)]
    [InlineData("DPoP eyJh.eyJ.x", TokenAdvice.OtherScheme)]
    [InlineData("token eyJh.eyJ.x", TokenAdvice.OtherScheme)]
    [InlineData("null", TokenAdvice.Placeholder)]
    [InlineData("None", TokenAdvice.Placeholder)]
    [InlineData("undefined", TokenAdvice.Placeholder)]
    [InlineData("[object Object]", TokenAdvice.Placeholder)]
    [InlineData("$TOKEN", TokenAdvice.Placeholder)]
    [InlineData("${TOKEN}", TokenAdvice.Placeholder)]
    [InlineData("<token>", TokenAdvice.Placeholder)]
    [InlineData(Jwe, TokenAdvice.Encrypted)]
    [InlineData("eyJhbGciOiJS\nUzI1NiJ9.eyJ.x", TokenAdvice.Broken)]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJ", TokenAdvice.CutOff)]
    [InlineData("eyJhbGciOiJSUzI1NiJ9", TokenAdvice.CutOff)]
    [InlineData("4f1a2b0c-1111-4222-8333-444444444444", TokenAdvice.Opaque)]
    [InlineData("AAAA.AAAA.AAAA.AAAA", TokenAdvice.None)]
    [InlineData("tokens.are.good!", TokenAdvice.None)]
    internal async Task What_is_no_token_is_called_by_its_name(string text, TokenAdvice advice)
    {
        var rejected = await _room.RejectedAsync(text, TokenRejection.MalformedToken);

        rejected.Advice.ShouldBe(advice);
        var refusal = Refusals.Token(rejected, Limit);
        refusal.Reason.ShouldBe("malformed_token");
        refusal.Message.ShouldBe(TokenAdviceText.Of(advice) ?? "This is not a signed JWT: send the access_token of Keycloak's answer, whole and unchanged.");
    }

    [Fact]
    public async Task A_whole_answer_is_called_so_although_it_is_too_long_as_well()
    {
        (await _room.RejectedAsync($"{{\"access_token\":\"{new string('a', 20_000)}\"}}", TokenRejection.TokenTooLarge)).Advice.ShouldBe(TokenAdvice.WholeAnswer);
        (await _room.RejectedAsync(new string('a', 20_000), TokenRejection.TokenTooLarge)).Advice.ShouldBe(TokenAdvice.None);
    }

    [Fact]
    public void Every_advice_has_words_of_its_own_that_fit_into_a_header()
    {
        var texts = Enum.GetValues<TokenAdvice>().Where(advice => advice != TokenAdvice.None).Select(TokenAdviceText.Of).ToList();

        texts.ShouldAllBe(text => text!.Length > 40 && text.All(letter => letter >= ' ' && letter <= '~' && letter != '"' && letter != '\\'));
        texts.Distinct(StringComparer.Ordinal).Count().ShouldBe(texts.Count);
    }

    [Theory]
    [InlineData("HS512", "Refresh")]
    [InlineData("HS256", "Offline")]
    [InlineData("HS512", "ID")]
    [InlineData("none", "Refresh")]
    [InlineData("EdDSA", "Refresh")]
    public async Task A_token_that_calls_itself_another_kind_is_wrong_type_whatever_signed_it(string algorithm, string type)
    {
        var token = TestTokens.Create(claims: claims => claims["typ"] = type, header: header => header["alg"] = algorithm);

        var rejected = await _room.RejectedAsync(token, TokenRejection.WrongType);

        rejected.Detail.ShouldBe($"payload: typ \"{type}\"; alg \"{algorithm}\"");
        Refusals.Token(rejected, Limit).Message.ShouldBe("This is not an access token: send access_token, not the ID or refresh token.");
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("DPoP")]
    [InlineData(null)]
    [InlineData(5)]
    public async Task A_token_that_calls_itself_nothing_else_has_the_wrong_algorithm(object? type)
    {
        var token = TestTokens.Create(
            claims: claims => claims["typ"] = type switch { string text => text, int number => number, _ => null }, header: header => header["alg"] = "HS512");

        await _room.RejectedAsync(token, TokenRejection.AlgorithmNotAllowed);
    }

    [Fact]
    public async Task An_issuer_that_looks_like_a_configured_one_is_shown_with_its_code_points() =>
        (await _room.RejectedAsync(TestTokens.Create(issuer: TestTokens.Issuer.Replace("realms", "re\u0430lms", StringComparison.Ordinal)), TokenRejection.UnknownIssuer))
            .Detail.ShouldEndWith("They look alike: U+0430 stands where U+0061 belongs.");

    [Fact]
    public async Task A_client_and_an_audience_that_look_like_configured_ones_are_shown_with_their_code_points()
    {
        (await _room.RejectedAsync(TestTokens.Create(claims: claims => claims["azp"] = "n\u043Etebook"), TokenRejection.WrongClient))
            .Detail.ShouldEndWith("They look alike: U+043E stands where U+006F belongs.");
        (await _room.RejectedAsync(TestTokens.Create(claims: claims => claims["aud"] = "t\u043Ekenbridge"), TokenRejection.WrongAudience))
            .Detail.ShouldEndWith("They look alike: U+043E stands where U+006F belongs.");
    }
}
