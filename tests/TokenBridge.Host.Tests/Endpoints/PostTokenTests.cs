using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class PostTokenTests(ReadyBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyBridge>
{
    private const string Form = "application/x-www-form-urlencoded";

    [Fact]
    public async Task A_keycloak_token_is_exchanged_for_aws_credentials()
    {
        using var response = await PostAsync(Good("&requested_token_type=" + Uri.EscapeDataString(RouteCall.CredentialsType)));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.GetValues("Content-Type").ShouldBe(["application/json"]);
        response.Headers.GetValues("Cache-Control").ShouldBe(["no-store"]);
        response.Headers.GetValues("Pragma").ShouldBe(["no-cache"]);
        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        json.GetProperty("issued_token_type").GetString().ShouldBe(RouteCall.CredentialsType);
        json.GetProperty("token_type").GetString().ShouldBe("N_A");
        json.GetProperty("expires_in").GetInt64().ShouldBeInRange(3500, 3600);
        var encoded = JsonDocument.Parse(Base64Url.DecodeFromChars(json.GetProperty("access_token").GetString())).RootElement;
        JsonElement.DeepEquals(encoded, json.GetProperty("aws_credentials")).ShouldBeTrue();
        encoded.GetProperty("Version").GetInt32().ShouldBe(1);
        encoded.GetProperty("AccessKeyId").GetString().ShouldStartWith("ASIA");
    }

    [Theory]
    [InlineData("&audience=ds-vision")]
    [InlineData("&audience=ds-vision&audience=ds-vision")]
    [InlineData("&resource=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fds-vision")]
    [InlineData("&audience=&scope=&actor_token=")]
    [InlineData("&client_id=notebook&something=else")]
    [InlineData("&&")]
    public async Task What_harms_nobody_is_taken(string more)
    {
        using var response = await PostAsync(Good(more));

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("invalid_target", "&audience=ds-vision&audience=ds-speech")]
    [InlineData("invalid_target", "&audience=ds-vision&resource=ds-speech")]
    [InlineData("invalid_scope", "&scope=openid")]
    [InlineData("invalid_request", "&actor_token=x")]
    [InlineData("invalid_request", "&actor_token_type=x")]
    [InlineData("invalid_request", "&requested_token_type=urn:ietf:params:oauth:token-type:access_token")]
    [InlineData("invalid_request", "&subject_token=x")]
    [InlineData("invalid_request", "&grant_type=x")]
    [InlineData("invalid_request", "&something=1&something=2")]
    [InlineData("invalid_request", "&broken=%4")]
    [InlineData("invalid_request", "&broken=%zz")]
    [InlineData("invalid_request", "&nul=%00")]
    [InlineData("invalid_request", "&utf8=%ff%fe")]
    [InlineData("invalid_request", "&overlong=%c0%af")]
    [InlineData("invalid_request", "&surrogate=%ed%a0%80")]
    [InlineData("invalid_request", "&raw=\u00e9")]
    [InlineData("invalid_request", "&audience=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.sig")]
    public async Task What_is_unclear_or_cannot_be_honoured_is_refused(string error, string more) =>
        await ShouldRefuseAsync(PostAsync(Good(more)), 400, error);

    [Theory]
    [InlineData("invalid_request", "grant_type", "")]
    [InlineData("unsupported_grant_type", "grant_type", "client_credentials")]
    [InlineData("invalid_request", "subject_token_type", "")]
    [InlineData("invalid_request", "subject_token_type", "urn:ietf:params:oauth:token-type:id_token")]
    public async Task A_parameter_of_the_grant_that_is_missing_or_wrong_is_named(string error, string name, string value)
    {
        var form = RouteCall.TokenForm(Bridge.TokenOf("alice"));
        form[name] = value;
        using var content = new FormUrlEncodedContent(form);

        (await ShouldRefuseAsync(Bridge.Client.PostAsync("/oauth/token", content), 400, error)).ShouldContain(name);
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"x\"}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nx\r\n--x--")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16", "a=b")]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1", "a=b")]
    [InlineData("text/plain", "a=b")]
    [InlineData(Form, "")]
    [InlineData(Form, "{}")]
    public async Task A_body_that_is_no_form_is_refused(string type, string body) =>
        await ShouldRefuseAsync(PostAsync(body, type), 400, "invalid_request");

    [Fact]
    public async Task A_charset_of_utf_8_is_taken_as_sdks_send_it()
    {
        using var response = await PostAsync(Good(""), $"{Form}; charset=\"UTF-8\"");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_above_64_kib_is_refused_announced_or_chunked(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = new StringContent(Good("&x=" + new string('x', 65_536))) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Form);
        request.Headers.TransferEncodingChunked = chunked;

        await ShouldRefuseAsync(Bridge.Client.SendAsync(request), 400, "invalid_request");
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\ngrant_type=x\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\na=b&c=d&e=f\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n3\r\na=b\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 3\r\nContent-Type: text/plain\r\n\r\na=b")]
    public async Task A_body_that_is_broken_on_the_wire_is_refused_once(string rest)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Bridge.Client.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {Form}\r\n{rest}"));
        using var reader = new StreamReader(socket.GetStream());

        var answer = await reader.ReadToEndAsync();

        answer.ShouldStartWith("HTTP/1.1 400 ");
        var decisionId = answer.Split("\"decision_id\":\"")[1].Split('"')[0];
        (await Bridge.Audit.RecordOfAsync(decisionId)).GetProperty("reason").GetString().ShouldBe("invalid_request");
        StsCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thousand_parameters_are_too_many() =>
        await ShouldRefuseAsync(PostAsync(Good(string.Concat(Enumerable.Range(0, 1000).Select(number => $"&p{number}=1")))), 400, "invalid_request");

    [Fact]
    public async Task Parameters_behind_a_question_mark_are_refused() =>
        await ShouldRefuseAsync(PostAsync(Good(""), path: "/oauth/token?audience=ds-vision"), 400, "invalid_request");

    [Fact]
    public async Task A_bearer_header_must_say_the_same_as_the_form()
    {
        await ShouldRefuseAsync(PostAsync(Good(""), authorization: $"Bearer {Bridge.TokenOf("bob")}"), 400, "invalid_request");
        var token = Bridge.TokenOf("alice");

        using var same = await PostAsync(GoodFor(token, ""), authorization: $"Bearer {token}");

        same.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "Basic bm90ZWJvb2s6c2VjcmV0")]
    [InlineData("", "basic bm90ZWJvb2s6")]
    [InlineData("&client_secret=x", "Basic bm90ZWJvb2s6c2VjcmV0")]
    public async Task Client_authentication_by_header_is_refused_with_the_challenge_of_its_scheme(string more, string authorization)
    {
        using var response = await PostAsync(Good(more), authorization: authorization);

        response.Headers.GetValues("WWW-Authenticate").ShouldBe(["Basic realm=\"tokenbridge\""]);
        (await ShouldRefuseAsync(Task.FromResult(response), 401, "invalid_client")).ShouldContain("knows no OAuth clients");
    }

    [Theory]
    [InlineData("&client_secret=x")]
    [InlineData("&client_id=notebook&client_secret=x")]
    [InlineData("&client_assertion=x")]
    [InlineData("&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer")]
    public async Task Client_authentication_in_the_body_is_refused_without_a_challenge_since_client_libraries_hide_the_text_of_a_401(string more)
    {
        using var response = await PostAsync(Good(more));

        response.Headers.Contains("WWW-Authenticate").ShouldBeFalse();
        (await ShouldRefuseAsync(Task.FromResult(response), 400, "invalid_client")).ShouldContain("knows no OAuth clients");
    }

    [Fact]
    public async Task An_error_description_holds_only_what_the_rfc_allows()
    {
        var description = await ShouldRefuseAsync(PostAsync(Good("&audience=%22%5C%0d%0aSet-Cookie:%20a%C3%A9")), 400, "invalid_target");

        description.ShouldAllBe(character => character >= ' ' && character <= '~' && character != '"' && character != '\\');
    }

    [Fact]
    public async Task Several_roles_to_choose_from_are_listed()
    {
        using var response = await PostAsync(GoodFor(Bridge.TokenOf("erin"), ""));

        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        json.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ShouldBe(["ds-speech", "ds-vision"]);
    }

    [Fact]
    public async Task Get_is_a_405_that_names_post()
    {
        using var response = await Bridge.GetAsync("/oauth/token");

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    private string Good(string more) => GoodFor(Bridge.TokenOf("alice"), more);

    private static string GoodFor(string token, string more) =>
        string.Join('&', RouteCall.TokenForm(token).Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}")) + more;

    private async Task<HttpResponseMessage> PostAsync(string body, string type = Form, string path = "/oauth/token", string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await Bridge.Client.SendAsync(request);
    }

    /// <summary>One error object, one audit record, no credentials, no call to STS.</summary>
    private async Task<string> ShouldRefuseAsync(Task<HttpResponseMessage> sending, int status, string error)
    {
        using var response = await sending;
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        response.Content.Headers.GetValues("Content-Type").ShouldBe(["application/json"]);
        response.Headers.GetValues("Cache-Control").ShouldBe(["no-store"]);
        response.Headers.GetValues("Pragma").ShouldBe(["no-cache"]);
        var json = JsonDocument.Parse(body).RootElement;
        json.GetProperty("error").GetString().ShouldBe(error, body);
        body.ShouldNotContain("AccessKeyId");
        StsCalls.ShouldBeEmpty();
        var record = await Bridge.Audit.RecordOfAsync(json.GetProperty("decision_id").GetString()!);
        record.GetProperty("route").GetString().ShouldBe("oauth");
        record.GetProperty("reason").GetString().ShouldBe(json.GetProperty("reason").GetString());
        return json.GetProperty("error_description").GetString()!;
    }
}
