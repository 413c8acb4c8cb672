using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Host.Tests.Endpoints;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

public sealed class OpenApiTests(ReadyWebIdentityBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyWebIdentityBridge>, IAsyncLifetime
{
    private JsonNode _document = null!;
    private DescribedSchemas _schemas = null!;

    public async Task InitializeAsync()
    {
        _document = JsonNode.Parse(await Bridge.Client.GetStringAsync("/openapi/v1.json"))!;
        _schemas = new DescribedSchemas(_document);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_mapped_route_is_described_with_an_id_of_its_own()
    {
        _document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        var mapped = Bridge.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (Path: OpenApiDocument.PathOf(route), Method: method.ToLowerInvariant())))
            .ToList();

        mapped.Count.ShouldBeGreaterThan(10);
        var ids = mapped.Select(route => _document["paths"]![route.Path]?[route.Method]?["operationId"]?.GetValue<string>()).ToList();
        ids.ShouldAllBe(id => id != null);
        ids.ShouldBeUnique();
        _document["paths"]!.AsObject().Sum(path => path.Value!.AsObject().Count).ShouldBe(mapped.Count);
    }

    [Theory]
    [InlineData("/_test_url_cache_")]
    [InlineData("/_TEST_URL_CACHE_/")]
    public async Task What_the_library_maps_by_itself_is_an_unknown_route(string path)
    {
        await Bridge.GetAsync(path).ShouldBeRefusalAsync(404, "NotFound", "not_found");
        await Bridge.Client.PostAsync(path, content: null).ShouldBeRefusalAsync(404, "NotFound", "not_found");
    }

    [Fact]
    public async Task Two_services_in_one_process_keep_their_own()
    {
        await using var one = await Bridge.StartAsync();
        await using var other = await Bridge.StartAsync();

        await other.GetAsync("/v1/credentials", other.TokenOf("alice")).ShouldBeCredentialsAsync();
        other.Sts.Requests.All.Count.ShouldBe(1);
        one.Sts.Requests.All.ShouldBeEmpty();
        await one.GetAsync("/v1/credentials", other.TokenOf("alice")).ShouldBeRefusalAsync(401, "InvalidIdentityToken", "unknown_issuer");
        await one.GetAsync("/v1/credentials", one.TokenOf("alice")).ShouldBeCredentialsAsync();
        other.Sts.Requests.All.Count.ShouldBe(1);
    }

    [Fact]
    public void A_refusal_is_described_by_its_lower_case_pair_and_each_role_by_its_name()
    {
        var schemas = _document["components"]!["schemas"]!;
        var refusal = schemas["Refusal"]!["properties"]!.AsObject().Select(member => member.Key).ToList();

        refusal.ShouldContain("code");
        refusal.ShouldContain("message");
        refusal.ShouldNotContain("Code");
        refusal.ShouldNotContain("Message");
        schemas["Grant"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldContain("name");
    }

    [Fact]
    public void Every_example_fits_the_schema_that_it_stands_under()
    {
        var bodies = 0;
        foreach (var content in Everywhere(_document, "content"))
        {
            foreach (var (_, shape) in content.AsObject())
            {
                foreach (var (_, example) in shape!["examples"]!.AsObject())
                {
                    SchemasOf(shape).Any(name => _schemas.Faults(name, example!["value"]).Count == 0)
                        .ShouldBeTrue(example!.ToJsonString());
                    bodies++;
                }
            }
        }

        bodies.ShouldBeGreaterThan(20);
    }

    /// <summary>Without this nobody would know that the cases below can fail.</summary>
    [Theory]
    [InlineData("""{ "status": "live", "since": "yesterday" }""")]
    [InlineData("""{ "status": 1 }""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_not_promised_does_not_fit(string answer)
    {
        _schemas.Faults("Liveness", JsonNode.Parse(answer)).ShouldNotBeEmpty();
        _schemas.Faults("Liveness", JsonNode.Parse("""{ "status": "live" }""")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/v1/credentials", "alice", 200, "ContainerCredentials")]
    [InlineData("/v1/credentials?format=process", "alice", 200, "ProcessCredentials")]
    [InlineData("/v1/credentials", "erin", 400, "Refusal")]
    [InlineData("/v1/credentials", null, 401, "Refusal")]
    [InlineData("/v1/credentials/admin", "alice", 403, "Refusal")]
    [InlineData("/v1/roles", "alice", 200, "Roles")]
    [InlineData("/v1/roles", "bob", 200, "Roles")]
    [InlineData("/health/live", null, 200, "Liveness")]
    [InlineData("/health/ready", null, 200, "Readiness")]
    [InlineData("/.well-known/openid-configuration", null, 200, "OpenIdConfiguration")]
    [InlineData("/.well-known/jwks.json", null, 200, "KeySet")]
    [InlineData("/openapi/v1.json", null, 200, "OpenApi")]
    public async Task A_real_answer_has_the_members_and_types_that_are_promised(string path, string? user, int status, string schema) =>
        await ShouldFitAsync(Bridge.GetAsync(path, user is null ? null : Bridge.TokenOf(user)), path.Split('?')[0].Replace("/admin", "/{role}", StringComparison.Ordinal), "get", status, schema);

    [Theory]
    [InlineData("alice", null)]
    [InlineData("alice", "admin")]
    [InlineData("alice", "ds-vision")]
    [InlineData("bob", "prod-vision")]
    [InlineData("erin", null)]
    public async Task An_explanation_has_the_members_and_types_that_are_promised(string user, string? role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, role is null ? "/v1/explain" : $"/v1/explain?role={role}");
        request.Headers.TryAddWithoutValidation("Authorization", Bridge.TokenOf(user));

        await ShouldFitAsync(Bridge.Client.SendAsync(request), "/v1/explain", "post", 200, "Explanation");
    }

    [Theory]
    [InlineData("alice", 200, "IssuedToken")]
    [InlineData("erin", 400, "OAuthError")]
    public async Task A_token_exchange_has_the_members_and_types_that_are_promised(string user, int status, string schema)
    {
        using var content = new FormUrlEncodedContent(RouteCall.TokenForm(Bridge.TokenOf(user)));

        await ShouldFitAsync(Bridge.Client.PostAsync("/oauth/token", content), "/oauth/token", "post", status, schema);
    }

    [Theory]
    [InlineData("alice", "200", "StsResult")]
    [InlineData("dave", "403", "StsError")]
    public async Task An_sts_answer_has_the_elements_of_its_example(string user, string status, string name)
    {
        using var content = new FormUrlEncodedContent(RouteCall.StsForm(Bridge.TokenOf(user)));
        using var response = await Bridge.Client.PostAsync("/sts", content);

        var example = _document["paths"]!["/sts"]!["post"]!["responses"]![status]!["content"]!["text/xml"]!["examples"]![name]!["value"]!.GetValue<string>();
        Elements(await response.Content.ReadAsStringAsync()).ShouldBe(Elements(example));
    }

    [Fact]
    public async Task The_lines_for_a_shell_set_the_variables_of_their_example()
    {
        var example = _document["paths"]!["/v1/credentials"]!["get"]!["responses"]!["200"]!["content"]!["text/plain"]!["examples"]!["ShellLines"]!["value"]!.GetValue<string>();
        using var response = await Bridge.GetAsync("/v1/credentials?format=env", Bridge.TokenOf("alice"));

        Variables(await response.Content.ReadAsStringAsync()).ShouldBe(Variables(example));
    }

    [Fact]
    public async Task A_rebound_host_name_gets_no_document()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Host = "evil.example";

        await Bridge.Client.SendAsync(request).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");
    }

    private async Task ShouldFitAsync(Task<HttpResponseMessage> sending, string path, string method, int status, string schema)
    {
        using var response = await sending;
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        var promised = _document["paths"]![path]![method]!["responses"]![$"{status}"]!["content"]![response.Content.Headers.ContentType!.MediaType!]!;
        SchemasOf(promised).ShouldContain(schema);
        _schemas.Faults(schema, JsonNode.Parse(body)).ShouldBeEmpty(body);
    }

    private static IEnumerable<string> SchemasOf(JsonNode shape)
    {
        var schema = shape["schema"]!;
        return (schema["oneOf"] is JsonArray several ? several : [schema.DeepClone()]).Select(one => one!["$ref"]!.GetValue<string>().Split('/')[^1]);
    }

    private static IEnumerable<JsonNode> Everywhere(JsonNode? node, string name) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == name && member.Value is not null ? [member.Value] : Everywhere(member.Value, name)),
        JsonArray items => items.SelectMany(item => Everywhere(item, name)),
        _ => [],
    };

    private static IEnumerable<string> Elements(string xml) => System.Xml.Linq.XDocument.Parse(xml).Descendants().Select(element => element.Name.ToString());

    private static IEnumerable<string> Variables(string lines) => lines.Split('\n').Select(line => line.Split('=')[0]);
}
