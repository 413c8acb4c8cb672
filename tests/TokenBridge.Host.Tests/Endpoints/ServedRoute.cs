namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>One row of the route table: what a caller without a token and alice get there.</summary>
/// <param name="Method">The only one that is taken.</param>
/// <param name="Path">As OpenAPI writes it.</param>
/// <param name="Nobody">The status without a token.</param>
/// <param name="Alice">The status with one.</param>
/// <param name="ContentType">Of both answers.</param>
/// <param name="CacheControl">Of both answers; null where nothing is said.</param>
internal sealed record ServedRoute(string Method, string Path, int Nobody, int Alice, string ContentType, string? CacheControl)
{
    private const string Json = "application/json";
    private const string JsonUtf8 = "application/json; charset=utf-8";
    private const string Never = "no-store";

    public static readonly IReadOnlyList<ServedRoute> All =
    [
        new("GET", "/v1/credentials", 401, 200, Json, Never),
        new("GET", "/v1/credentials/{role}", 401, 200, Json, Never),
        new("POST", "/oauth/token", 400, 200, Json, Never),
        new("POST", "/sts", 400, 200, "text/xml", Never),
        new("POST", "/", 400, 200, "text/xml", Never),
        new("GET", "/v1/roles", 401, 200, Json, Never),
        new("POST", "/v1/explain", 401, 200, Json, Never),
        new("GET", "/.well-known/openid-configuration", 200, 200, Json, Never),
        new("GET", "/.well-known/jwks.json", 200, 200, Json, Never),
        new("GET", "/health/live", 200, 200, JsonUtf8, CacheControl: null),
        new("GET", "/health/ready", 200, 200, JsonUtf8, CacheControl: null),
        new("GET", "/metrics", 200, 200, "text/plain; version=0.0.4; charset=utf-8", CacheControl: null),
        new("GET", "/openapi/v1.json", 200, 200, Json, "public, max-age=300"),
    ];

    /// <summary>With a role that alice has.</summary>
    public string Address => Path.Replace("{role}", "ds-vision", StringComparison.Ordinal);

    /// <param name="token">Where the route looks for it: in the form, or in the header; null for none.</param>
    public HttpRequestMessage Request(string? token)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), Address);
        var form = Path switch { "/oauth/token" => RouteCall.TokenForm(token ?? ""), "/sts" or "/" => RouteCall.StsForm(token ?? ""), _ => null };
        request.Content = form is null ? null : new FormUrlEncodedContent(form);
        if (form is null && token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return request;
    }
}
