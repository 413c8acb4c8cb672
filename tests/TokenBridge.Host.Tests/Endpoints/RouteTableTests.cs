using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>Every route that there is, and what there is not.</summary>
public sealed class RouteTableTests(ReadyWebIdentityBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyWebIdentityBridge>
{
    private static readonly string[] Verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"];

    public static TheoryData<string, string> Routes
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var route in ServedRoute.All)
            {
                routes.Add(route.Method, route.Path);
            }

            return routes;
        }
    }

    [Fact]
    public void The_table_is_the_whole_service()
    {
        var mapped = Bridge.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {OpenApiDocument.PathOf(route)}"));

        mapped.ShouldBe(ServedRoute.All.Select(route => $"{route.Method} {route.Path}"), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_route_answers_as_the_table_says(string method, string path)
    {
        var route = Named(method, path);

        await ShouldAnswerAsync(route, token: null, route.Nobody);
        StsCalls.ShouldBeEmpty();
        await ShouldAnswerAsync(route, Bridge.TokenOf("alice"), route.Alice);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task What_a_route_answers_is_described(string method, string path)
    {
        var route = Named(method, path);
        var document = await Bridge.GetAsync("/openapi/v1.json").JsonAsync();

        var operation = document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant());

        foreach (var status in new[] { route.Nobody, route.Alice })
        {
            operation.GetProperty("responses").GetProperty($"{status}").GetProperty("content").EnumerateObject()
                .ShouldContain(content => route.ContentType.StartsWith(content.Name, StringComparison.Ordinal));
        }

        operation.TryGetProperty("security", out _).ShouldBe(route.Nobody == 401);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_other_verb_is_a_405_that_names_the_one_that_is_taken(string method, string path)
    {
        foreach (var verb in Verbs.Where(verb => verb != method))
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), Named(method, path).Address);
            request.Headers.TryAddWithoutValidation("Authorization", Bridge.TokenOf("alice"));
            using var response = await Bridge.Client.SendAsync(request);

            response.Content.Headers.Allow.ShouldBe([method], verb);
            await Task.FromResult(response).ShouldBeRefusalAsync(405, "MethodNotAllowed", "method_not_allowed");
        }

        StsCalls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    [InlineData("/v2/credentials")]
    [InlineData("/credentials")]
    [InlineData("/v1/credential")]
    [InlineData("/v1/roles/ds-vision")]
    [InlineData("/v1//roles")]
    [InlineData("/v1/roles;x=1")]
    [InlineData("/v1%2Froles")]
    [InlineData("/oauth")]
    [InlineData("/oauth/token/x")]
    [InlineData("/sts/x")]
    [InlineData("/health")]
    [InlineData("/metrics/x")]
    [InlineData("/openapi")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/swagger/index.html")]
    [InlineData("/.well-known/oauth-authorization-server")]
    [InlineData("/.env")]
    [InlineData("/latest/meta-data/iam/security-credentials/")]
    public async Task Anything_else_is_a_404_by_every_verb_in_the_shape_of_every_refusal(string path)
    {
        foreach (var verb in Verbs)
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), path);
            request.Headers.TryAddWithoutValidation("Authorization", Bridge.TokenOf("alice"));

            await Bridge.Client.SendAsync(request).ShouldBeRefusalAsync(404, "NotFound", "not_found");
        }

        StsCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_that_signs_nothing_serves_no_discovery()
    {
        await using var bridge = await Bridge.StartAsync(settings: [("WebIdentity:Issuer", null), ("WebIdentity:SigningKeyPath", null)]);

        await bridge.GetAsync("/.well-known/openid-configuration").ShouldBeRefusalAsync(404, "NotFound", "not_found");
        await bridge.GetAsync("/.well-known/jwks.json").ShouldBeRefusalAsync(404, "NotFound", "not_found");
    }

    private static ServedRoute Named(string method, string path) => ServedRoute.All.Single(route => route.Method == method && route.Path == path);

    private async Task ShouldAnswerAsync(ServedRoute route, string? token, int status)
    {
        using var request = route.Request(token);
        using var response = await Bridge.Client.SendAsync(request);

        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        response.Content.Headers.GetValues("Content-Type").ShouldBe([route.ContentType]);
        (response.Headers.TryGetValues("Cache-Control", out var caching) ? string.Join(", ", caching) : null).ShouldBe(route.CacheControl);
        response.Headers.Contains("WWW-Authenticate").ShouldBe(status == 401);
        response.Headers.Contains("Server").ShouldBeFalse();
        if (status != 200)
        {
            body.ShouldNotContain("SecretAccessKey");
        }
    }
}
