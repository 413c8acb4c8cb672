using System.Globalization;
using TokenBridge.Development.Realm;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class GetCredentialsTests(ReadyBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyBridge>
{
    [Theory]
    [InlineData("Bearer {0}")]
    [InlineData("bearer {0}")]
    [InlineData("Bearer   {0}")]
    [InlineData("{0}")]
    public async Task A_caller_with_one_role_gets_its_credentials_in_the_form_that_sdks_read(string authorization)
    {
        var header = string.Format(CultureInfo.InvariantCulture, authorization, Bridge.TokenOf("alice"));

        var json = await Bridge.GetAsync("/v1/credentials", header).ShouldBeCredentialsAsync();

        json.EnumerateObject().Select(member => member.Name).ShouldBe(["AccessKeyId", "SecretAccessKey", "Token", "Expiration", "AccountId"]);
        json.GetProperty("AccessKeyId").GetString().ShouldStartWith("ASIA");
        json.GetProperty("AccountId").GetString().ShouldBe("111122223333");
        json.GetProperty("Expiration").GetString()!.ShouldMatch(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z");
    }

    [Fact]
    public async Task Sts_is_asked_for_exactly_what_the_rule_says()
    {
        await using var bridge = await Bridge.StartAsync();

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        var session = bridge.Sts.Requests.All.ShouldHaveSingleItem().Session.ShouldNotBeNull();
        session.RoleArn.ShouldBe("arn:aws:iam::111122223333:role/ds-vision");
        session.SessionName.ShouldBe("alice");
        session.SourceIdentity.ShouldBe("00000000-0000-4000-8000-000000000001");
        session.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal)
            .ShouldBe(["department=research", "team=vision", "user=00000000-0000-4000-8000-000000000001"]);
        session.TransitiveTagKeys.ShouldBe(["team"]);
    }

    [Theory]
    [InlineData("/v1/credentials/ds-vision")]
    [InlineData("/v1/credentials/scientists")]
    [InlineData("/v1/credentials?role=ds-vision")]
    [InlineData("/v1/credentials/arn:aws:iam::111122223333:role/ds-vision")]
    [InlineData("/v1/credentials/arn:aws:iam::111122223333:role%2Fds-vision")]
    [InlineData("/v1/credentials/arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2fds-vision")]
    [InlineData("/v1/credentials?role=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fds-vision")]
    [InlineData("/v1/credentials/ds-vision?role=ds-vision")]
    public async Task A_role_is_named_by_grant_rule_or_arn_in_path_or_query(string path) =>
        await Bridge.GetAsync(path, Bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

    [Theory]
    [InlineData("/v1/credentials/ds-vision?role=ds-speech")]
    [InlineData("/v1/credentials?role=ds-vision&role=ds-vision")]
    [InlineData("/v1/credentials?role=")]
    [InlineData("/v1/credentials/")]
    [InlineData("/v1/credentials?format=xml")]
    public async Task A_request_that_is_wrong_in_itself_is_invalid_request(string path)
    {
        await Bridge.GetAsync(path, Bridge.TokenOf("alice")).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");

        StsCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_authorization_values_are_refused_even_when_one_is_good()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials");
        request.Headers.TryAddWithoutValidation("Authorization", Bridge.TokenOf("alice"));
        request.Headers.TryAddWithoutValidation("Authorization", Bridge.TokenOf("bob"));

        await Bridge.Client.SendAsync(request).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");
    }

    [Fact]
    public async Task Comma_joined_tokens_are_refused() =>
        await Bridge.GetAsync("/v1/credentials", $"Bearer {Bridge.TokenOf("alice")},{Bridge.TokenOf("bob")}")
            .ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    public async Task No_token_is_told_the_scheme_and_no_error(string? authorization)
    {
        using var response = await Bridge.GetAsync("/v1/credentials", authorization);

        response.Headers.GetValues("WWW-Authenticate").ShouldBe(["Bearer realm=\"tokenbridge\""]);
        await Task.FromResult(response).ShouldBeRefusalAsync(401, "MissingAuthenticationToken", "missing_token");
    }

    [Fact]
    public async Task A_rejected_token_is_told_invalid_token_with_a_description_that_rfc_6750_allows()
    {
        using var response = await Bridge.GetAsync("/v1/credentials", "Bearer rubbish");

        var challenge = response.Headers.GetValues("WWW-Authenticate").ShouldHaveSingleItem();
        challenge.ShouldStartWith("Bearer realm=\"tokenbridge\", error=\"invalid_token\", error_description=\"");
        challenge.Split("error_description=\"")[1].TrimEnd('"').ShouldAllBe(character => character >= ' ' && character <= '~' && character != '"' && character != '\\');
        await Task.FromResult(response).ShouldBeRefusalAsync(401, "InvalidIdentityToken", "malformed_token");
    }

    [Theory]
    [InlineData("Bearer {\"access_token\":\"eyJh.eyJ.x\",\"expires_in\":300}", "whole answer: send the value of its access_token")]
    [InlineData("{\"error\":\"invalid_grant\",\"error_description\":\"no\"}", "This is an answer by which a login failed")]
    [InlineData("Bearer Bearer eyJh.eyJ.x", "The word Bearer stands twice")]
    public async Task What_is_pasted_in_place_of_a_token_is_called_by_its_name(string authorization, string said)
    {
        using var response = await Bridge.GetAsync("/v1/credentials", authorization);

        (await response.Content.ReadAsStringAsync()).ShouldContain(said);
        await Task.FromResult(response).ShouldBeRefusalAsync(401, "InvalidIdentityToken", "malformed_token");
    }

    [Fact]
    public async Task A_token_before_or_behind_a_json_answer_is_not_looked_for()
    {
        var token = Bridge.TokenOf("alice");

        await Bridge.GetAsync("/v1/credentials", $"{{}}, Bearer {token}").ShouldBeRefusalAsync(401, "InvalidIdentityToken", "malformed_token");
        await Bridge.GetAsync("/v1/credentials", $"Bearer {token}, {{}}").ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");
    }

    [Fact]
    public async Task An_expired_token_has_a_code_of_its_own()
    {
        var token = Bridge.Realm.AccessToken(DemoUser.Named("alice"), change: claims =>
        {
            claims["iat"] = 1_700_000_000;
            claims["exp"] = 1_700_000_300;
        });

        await Bridge.GetAsync("/v1/credentials", token).ShouldBeRefusalAsync(401, "ExpiredToken", "expired");
    }

    [Fact]
    public async Task An_id_token_is_no_access_token() =>
        await Bridge.GetAsync("/v1/credentials", Bridge.Realm.IdToken(DemoUser.Named("alice")))
            .ShouldBeRefusalAsync(401, "InvalidIdentityToken", "wrong_type");

    [Fact]
    public async Task A_token_for_another_audience_is_refused() =>
        await Bridge.GetAsync("/v1/credentials", Bridge.TokenOf("alice", "no-audience"))
            .ShouldBeRefusalAsync(401, "InvalidIdentityToken", "wrong_audience");

    [Fact]
    public async Task A_caller_without_a_group_is_told_that_no_rule_matches()
    {
        await Bridge.GetAsync("/v1/credentials", Bridge.TokenOf("dave")).ShouldBeRefusalAsync(403, "AccessDenied", "no_rule_matches");

        StsCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_of_two_teams_must_name_one_and_is_told_which()
    {
        var refusal = await Bridge.GetAsync("/v1/credentials", Bridge.TokenOf("erin")).ShouldBeRefusalAsync(400, "ValidationError", "role_required");

        refusal.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ShouldBe(["ds-speech", "ds-vision"]);
        await Bridge.GetAsync("/v1/credentials/ds-speech", Bridge.TokenOf("erin")).ShouldBeCredentialsAsync();
    }

    [Fact]
    public async Task A_role_that_nobody_granted_is_role_not_granted() =>
        await Bridge.GetAsync("/v1/credentials/admin", Bridge.TokenOf("alice")).ShouldBeRefusalAsync(403, "AccessDenied", "role_not_granted");

    [Fact]
    public async Task A_contractor_is_denied_production_by_the_deny_rule()
    {
        var refusal = await Bridge.GetAsync("/v1/credentials/prod-vision", Bridge.TokenOf("bob")).ShouldBeRefusalAsync(403, "AccessDenied", "denied_by_rule");

        refusal.GetProperty("message").GetString()!.ShouldContain("Contractors have no access to production");
        StsCalls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/v1/credentials/arn:aws:iam::111122223333:role%252Fds-vision")]
    [InlineData("/v1/credentials/arn:aws:iam::111122223333:role%252fds-vision")]
    public async Task A_slash_that_was_escaped_twice_is_no_slash(string path) =>
        await Bridge.GetAsync(path, Bridge.TokenOf("alice")).ShouldBeRefusalAsync(403, "AccessDenied", "role_not_granted");

    [Theory]
    [InlineData("/v1/credentials/{0}")]
    [InlineData("/v1/credentials?role={0}")]
    public async Task A_token_in_the_place_of_the_role_is_told_where_it_belongs_and_is_recorded_nowhere(string path)
    {
        var token = Bridge.TokenOf("alice");

        var refusal = await Bridge.GetAsync(string.Format(CultureInfo.InvariantCulture, path, token), token).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");

        refusal.GetProperty("message").GetString()!.ShouldContain("Authorization");
        refusal.ToString().ShouldNotContain(token);
        (await Bridge.Audit.RecordOfAsync(refusal.GetProperty("decision_id").GetString()!)).TryGetProperty("requested_role", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("POST", "/v1/credentials")]
    [InlineData("PUT", "/v1/credentials/ds-vision")]
    [InlineData("DELETE", "/v1/roles")]
    public async Task Another_method_is_a_405_that_says_which_one_is_taken(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Authorization", Bridge.TokenOf("alice"));
        using var response = await Bridge.Client.SendAsync(request);

        response.Content.Headers.Allow.ShouldBe(["GET"]);
        await Task.FromResult(response).ShouldBeRefusalAsync(405, "MethodNotAllowed", "method_not_allowed");
        StsCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_path_is_a_404_in_the_shape_of_every_refusal()
    {
        var json = await Bridge.GetAsync("/latest/meta-data/iam/security-credentials/").JsonAsync();

        json.GetProperty("reason").GetString().ShouldBe("not_found");
    }

    [Fact]
    public async Task A_host_name_that_was_rebound_to_loopback_gets_400_and_nothing_else()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials");
        request.Headers.Host = "evil.example";
        request.Headers.TryAddWithoutValidation("Authorization", Bridge.TokenOf("alice"));

        await Bridge.Client.SendAsync(request).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");

        StsCalls.ShouldBeEmpty();
    }
}
