using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenBridge.Development.Realm;
using TokenBridge.Testing;

namespace TokenBridge.Development.Tests;

public sealed class EmbeddedRealmTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private readonly ManualClock _clock = new();
    private EmbeddedRealm _realm = null!;

    public async Task InitializeAsync() => _realm = await EmbeddedRealm.StartAsync(clock: _clock, key: TestKey.OfTheRealm.Value);

    public async Task DisposeAsync() => await _realm.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Discovery_names_the_issuer_the_keys_and_the_token_endpoint()
    {
        var discovery = await GetAsync($"{_realm.Issuer}/.well-known/openid-configuration");

        discovery.GetProperty("issuer").GetString().ShouldBe(_realm.Issuer);
        discovery.GetProperty("jwks_uri").GetString().ShouldBe($"{_realm.Issuer}/protocol/openid-connect/certs");
        discovery.GetProperty("token_endpoint").GetString().ShouldBe(_realm.TokenEndpoint.ToString());
    }

    [Fact]
    public async Task The_encryption_key_comes_first_in_the_jwks()
    {
        var keys = (await KeysAsync()).ToArray();

        keys.Select(key => (key.Use, key.Alg)).ShouldBe([("enc", "RSA-OAEP"), ("sig", "RS256"), ("sig", "ES256")]);
        keys.ShouldAllBe(key => key.Kid.Length == 43);
        keys.Where(key => key.Kty == "RSA").ShouldAllBe(key => key.X5c.Count == 1);
    }

    [Fact]
    public async Task The_token_of_alice_has_the_claims_of_a_real_one()
    {
        var payload = JwtPayload(await LogInAsync("alice"));

        payload.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal).ShouldBe(
        [
            "acr", "allowed-origins", "aud", "azp", "cost_center", "department", "email", "email_verified", "exp", "family_name", "given_name",
            "groups", "iat", "iss", "jti", "name", "preferred_username", "projects", "realm_access", "resource_access", "scope", "sid", "sub", "typ",
        ]);
        payload.GetProperty("aud").EnumerateArray().Select(value => value.GetString()).ShouldBe(["tokenbridge", "account"]);
        payload.GetProperty("groups").EnumerateArray().Select(value => value.GetString()).ShouldBe(["/ml/vision/scientists"]);
        payload.GetProperty("projects").EnumerateArray().Select(value => value.GetString()).ShouldBe(["atlas", "lidar-2"]);
        payload.GetProperty("department").GetString().ShouldBe("research");
        payload.GetProperty("typ").GetString().ShouldBe("Bearer");
        payload.GetProperty("sub").GetString().ShouldBe("00000000-0000-4000-8000-000000000001");
        payload.GetProperty("jti").GetString().ShouldStartWith("onrtro:");
        (payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64()).ShouldBe(300);
        payload.GetProperty("iat").GetInt64().ShouldBe(_clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public async Task The_token_of_dave_has_no_groups_no_roles_no_attributes_and_a_single_audience()
    {
        var payload = JwtPayload(await LogInAsync("dave"));

        payload.GetProperty("aud").GetString().ShouldBe("tokenbridge");
        foreach (var absent in (string[])["groups", "realm_access", "resource_access", "department", "cost_center", "projects"])
        {
            payload.TryGetProperty(absent, out _).ShouldBeFalse(absent);
        }
    }

    [Theory]
    [InlineData("notebook", "RS256")]
    [InlineData("es256", "ES256")]
    public async Task A_token_verifies_against_the_published_keys(string client, string algorithm)
    {
        var token = await LogInAsync("alice", client);

        var verdict = await VerifyAsync(token);

        verdict.IsValid.ShouldBeTrue(verdict.Exception?.Message);
        ((JsonWebToken)verdict.SecurityToken).Alg.ShouldBe(algorithm);
        ((JsonWebToken)verdict.SecurityToken).Typ.ShouldBe("JWT");
    }

    [Fact]
    public async Task A_short_token_lives_five_seconds_and_another_client_has_another_audience()
    {
        var shortLived = JwtPayload(await LogInAsync("alice", "notebook-short"));
        var elsewhere = JwtPayload(await LogInAsync("alice", "no-audience"));

        (shortLived.GetProperty("exp").GetInt64() - shortLived.GetProperty("iat").GetInt64()).ShouldBe(5);
        elsewhere.GetProperty("aud").GetString().ShouldBe("account");
        elsewhere.TryGetProperty("department", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Id_tokens_come_with_the_scope_openid_only_and_are_not_bearers()
    {
        using var with = await PostAsync("alice", "alice-test-password", "notebook", scope: "openid");
        using var without = await PostAsync("alice", "alice-test-password", "notebook", scope: null);

        var body = await with.Content.ReadFromJsonAsync<JsonElement>();
        body.GetProperty("scope").GetString().ShouldBe("openid profile email");
        JwtPayload(body.GetProperty("id_token").GetString()!).GetProperty("typ").GetString().ShouldBe("ID");
        (await without.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("id_token", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("alice", "wrong", "notebook", HttpStatusCode.BadRequest, "invalid_grant", "Invalid user credentials")]
    [InlineData("nobody", "nobody-test-password", "notebook", HttpStatusCode.BadRequest, "invalid_grant", "Invalid user credentials")]
    [InlineData("alice", "alice-test-password", "nothing", HttpStatusCode.Unauthorized, "invalid_client", "Invalid client or Invalid client credentials")]
    public async Task A_refused_login_says_what_keycloak_says_and_holds_no_token(
        string user, string password, string client, HttpStatusCode status, string error, string description)
    {
        using var answer = await PostAsync(user, password, client, scope: "openid");

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.StatusCode.ShouldBe(status);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        body.GetProperty("error").GetString().ShouldBe(error);
        body.GetProperty("error_description").GetString().ShouldBe(description);
        body.TryGetProperty("access_token", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_one_time_code_beside_the_password_steps_up_where_it_is_asked_for()
    {
        var weak = JwtPayload(await LogInAsync("heidi"));
        var strong = JwtPayload((await AskAsync(("grant_type", "password"), ("client_id", "notebook"), ("username", "heidi"), ("password", "heidi-test-password"), ("acr_values", "silver gold"), ("totp", "123456")))
            .GetProperty("access_token").GetString()!);

        weak.GetProperty("acr").GetString().ShouldBe("1");
        weak.TryGetProperty("auth_time", out _).ShouldBeFalse();
        strong.GetProperty("acr").GetString().ShouldBe("gold");
        strong.GetProperty("auth_time").GetInt64().ShouldBe(_clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("heidi", "")]
    [InlineData("heidi", "654321")]
    [InlineData("alice", "")]
    [InlineData("alice", "123456")]
    public async Task Nobody_steps_up_without_a_code_of_their_own(string user, string code) =>
        (await AskAsync(("grant_type", "password"), ("client_id", "notebook"), ("username", user), ("password", $"{user}-test-password"), ("acr_values", "gold"), ("totp", code)))
            .GetProperty("error_description").GetString().ShouldBe("Invalid user credentials");

    [Fact]
    public async Task A_machine_logs_in_as_itself()
    {
        var payload = JwtPayload((await AskAsync(("grant_type", "client_credentials"), ("client_id", "nightly-training"), ("client_secret", "nightly-training-test-secret"))).GetProperty("access_token").GetString()!);

        payload.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal).ShouldBe(
            ["acr", "aud", "azp", "clientAddress", "clientHost", "client_id", "exp", "iat", "iss", "jti", "preferred_username", "scope", "sub", "typ"]);
        payload.GetProperty("client_id").GetString().ShouldBe("nightly-training");
        payload.GetProperty("aud").GetString().ShouldBe("tokenbridge");
    }

    [Theory]
    [InlineData("client_credentials", "nightly-training", "wrong", "Invalid client or Invalid client credentials")]
    [InlineData("client_credentials", "nightly-training", "", "Invalid client or Invalid client credentials")]
    [InlineData("client_credentials", "notebook", "", "Public client not allowed to retrieve service account")]
    [InlineData("password", "nightly-training", "nightly-training-test-secret", "Client not allowed for direct access grants")]
    public async Task A_machine_without_its_secret_and_a_person_at_its_client_get_nothing(string grant, string client, string secret, string description) =>
        (await AskAsync(("grant_type", grant), ("client_id", client), ("client_secret", secret), ("username", "alice"), ("password", "alice-test-password")))
            .GetProperty("error_description").GetString().ShouldBe(description);

    [Fact]
    public async Task The_role_of_a_client_comes_with_the_client_as_an_audience()
    {
        var payload = JwtPayload(await LogInAsync("grace"));

        payload.GetProperty("resource_access").GetProperty("warehouse").GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ShouldBe(["analyst"]);
        payload.GetProperty("aud").EnumerateArray().Select(value => value.GetString()).ShouldBe(["tokenbridge", "warehouse", "account"]);
        payload.GetProperty("employment").GetString().ShouldBe("active");
    }

    [Fact]
    public async Task Answers_that_carry_tokens_are_not_stored()
    {
        using var answer = await PostAsync("alice", "alice-test-password", "notebook", scope: "openid");

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
    }

    [Fact]
    public async Task After_a_rotation_the_next_token_has_the_new_key_and_the_old_one_still_verifies()
    {
        var before = await LogInAsync("alice");
        _realm.Keys.Rotate();
        var after = await LogInAsync("alice");

        new JsonWebToken(after).Kid.ShouldNotBe(new JsonWebToken(before).Kid);
        (await VerifyAsync(before)).IsValid.ShouldBeTrue();
        (await VerifyAsync(after)).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task A_retired_key_is_gone_from_the_jwks_at_once()
    {
        var before = await LogInAsync("alice");
        _realm.Keys.Rotate();
        _realm.Keys.RetireOldKeys();

        (await KeysAsync()).ShouldNotContain(key => key.Kid == new JsonWebToken(before).Kid);
        (await VerifyAsync(before)).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task Not_before_stands_in_the_public_document_and_in_token_answers()
    {
        _realm.NotBefore = _clock.GetUtcNow();
        var seconds = _clock.GetUtcNow().ToUnixTimeSeconds();

        using var answer = await PostAsync("alice", "alice-test-password", "notebook", scope: null);

        (await GetAsync(_realm.Issuer)).GetProperty("tokens-not-before").GetInt64().ShouldBe(seconds);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("not-before-policy").GetInt64().ShouldBe(seconds);
    }

    [Fact]
    public async Task Another_realm_does_not_exist()
    {
        using var answer = await _http.GetAsync(new Uri(_realm.Issuer.Replace("/ml", "/other", StringComparison.Ordinal)));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"error":"Realm does not exist"}""");
    }

    [Fact]
    public async Task A_realm_that_is_down_answers_nothing_and_comes_back()
    {
        _realm.IsDown = true;
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(_realm.Issuer));

        _realm.IsDown = false;
        (await GetAsync(_realm.Issuer)).GetProperty("realm").GetString().ShouldBe("ml");
        _realm.Requests.ShouldBe(["/realms/ml", "/realms/ml"]);
    }

    [Fact]
    public async Task A_taken_port_is_an_input_output_error() =>
        await Should.ThrowAsync<IOException>(() => EmbeddedRealm.StartAsync(new Uri(_realm.Issuer).Port));

    private async Task<JsonElement> GetAsync(string address) => await _http.GetFromJsonAsync<JsonElement>(new Uri(address));

    private async Task<IList<JsonWebKey>> KeysAsync() =>
        new JsonWebKeySet((await GetAsync($"{_realm.Issuer}/protocol/openid-connect/certs")).GetRawText()).Keys;

    private async Task<string> LogInAsync(string user, string client = "notebook")
    {
        using var answer = await PostAsync(user, $"{user}-test-password", client, scope: "openid");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    private async Task<JsonElement> AskAsync(params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await _http.PostAsync(_realm.TokenEndpoint, form);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> PostAsync(string user, string password, string client, string? scope)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["client_id"] = client,
            ["username"] = user,
            ["password"] = password,
            ["scope"] = scope ?? "",
        });
        return await _http.PostAsync(_realm.TokenEndpoint, form);
    }

    private async Task<TokenValidationResult> VerifyAsync(string token) =>
        await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = _realm.Issuer,
            ValidAudience = "tokenbridge",
            IssuerSigningKeys = await KeysAsync(),
            ValidateLifetime = false,
        });

    private static JsonElement JwtPayload(string token) =>
        JsonDocument.Parse(Base64UrlEncoder.Decode(token.Split('.')[1])).RootElement;
}
