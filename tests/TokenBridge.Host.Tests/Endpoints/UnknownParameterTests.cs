using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>A query parameter that a route does not know is named and refused, never left out in silence.</summary>
public sealed class UnknownParameterTests(ReadyBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyBridge>
{
    [Theory]
    [InlineData("/v1/credentials?rol=ds-vision", "The parameter rol is not known here; did you mean role?")]
    [InlineData("/v1/credentials?roles=ds-vision", "did you mean role?")]
    [InlineData("/v1/credentials?formt=env", "The parameter formt is not known here; did you mean format?")]
    [InlineData("/v1/credentials?format=env&shel=fish", "did you mean shell?")]
    [InlineData("/v1/credentials?duration=900", "The parameter duration is not known here; this route takes role, format and shell.")]
    [InlineData("/v1/credentials/ds-vision?duration=900", "this route takes role, format and shell.")]
    [InlineData("/v1/credentials?role=ds-vision&x", "The parameter x is not known here")]
    [InlineData("/v1/credentials?=ds-vision", "The parameter of that name is not known here")]
    [InlineData("/v1/credentials?eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.sig", "The parameter of that name is not known here")]
    [InlineData("/v1/credentials?a%0d%0aSet-Cookie:%20x", "The parameter of that name is not known here")]
    [InlineData("/v1/roles?role=ds-vision", "The parameter role is not known here; this route takes none.")]
    public async Task A_parameter_that_is_not_known_is_a_400_that_names_it(string path, string said)
    {
        var json = await Bridge.GetAsync(path, Bridge.TokenOf("alice")).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");

        json.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain(said);
        json.ToString().ShouldNotContain("eyJ");
        StsCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Explain_knows_one_parameter()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/explain?rule=x");
        request.Headers.TryAddWithoutValidation("Authorization", Bridge.TokenOf("alice"));

        var json = await Bridge.Client.SendAsync(request).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");

        json.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("did you mean role?");
    }

    [Fact]
    public async Task A_refusal_of_a_format_that_was_written_wrongly_is_harmless_to_the_shell_that_evaluates_it()
    {
        using var response = await Bridge.GetAsync("/v1/credentials?formt=env&role=$(id)'", Bridge.TokenOf("alice"));

        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(400);
        body.ShouldNotContain("$");
        body.ShouldNotContain("'");
    }

    [Theory]
    [InlineData("/v1/credentials?ROLE=ds-vision")]
    [InlineData("/v1/credentials?role=ds-vision&Format=container")]
    [InlineData("/v1/credentials?")]
    public async Task What_is_known_is_known_in_any_case(string path) =>
        await Bridge.GetAsync(path, Bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

    [Fact]
    public async Task An_oauth_parameter_that_is_not_known_is_ignored_as_the_protocol_wants_it()
    {
        var form = RouteCall.TokenForm(Bridge.TokenOf("alice"));
        form["rol"] = "x";
        using var content = new FormUrlEncodedContent(form);

        using var response = await Bridge.Client.PostAsync("/oauth/token", content);

        ((int)response.StatusCode).ShouldBe(200);
    }

    [Theory]
    [InlineData("GET", "/sts")]
    [InlineData("GET", "/sts/")]
    [InlineData("GET", "/sts?Action=AssumeRoleWithWebIdentity&WebIdentityToken=eyJ.eyJ.x")]
    [InlineData("GET", "/?Action=AssumeRoleWithWebIdentity&WebIdentityToken=eyJ.eyJ.x")]
    [InlineData("POST", "/sts?Action=AssumeRoleWithWebIdentity&WebIdentityToken=eyJ.eyJ.x")]
    [InlineData("POST", "/sts/?Action=AssumeRoleWithWebIdentity")]
    [InlineData("POST", "/?Action=AssumeRoleWithWebIdentity")]
    public async Task A_client_that_puts_the_sts_parameters_into_the_url_is_told_the_way_that_works_for_it(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await Bridge.Client.SendAsync(request);

        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(method == "GET" ? 405 : 400);
        body.ShouldContain("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        body.ShouldContain("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        body.ShouldNotContain("eyJ");
    }
}
