using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using TokenBridge.Development.Realm;

namespace TokenBridge.Host.Commands.Dev;

/// <summary>What a person does with the service, over real HTTP: log in at Keycloak, ask for credentials, use them at AWS.</summary>
internal sealed class DevCaller(DevEnvironment environment) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>The person's access token, by the password grant.</summary>
    /// <param name="user">Who logs in.</param>
    /// <param name="isSteppedUp">With the one-time code too.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> LogInAsync(DemoUser user, bool isSteppedUp, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["client_id"] = "notebook",
            ["username"] = user.Name,
            ["password"] = user.Password,
            ["acr_values"] = isSteppedUp ? RealmLogin.Gold : "",
            ["totp"] = isSteppedUp ? user.OneTimeCode! : "",
        });
        using var answer = await _http.PostAsync(environment.Realm.TokenEndpoint, form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return body.GetProperty("access_token").GetString()!;
    }

    /// <summary>What the rules give this person, by <c>GET /v1/roles</c>.</summary>
    public async Task<DevAccess> AccessAsync(DemoUser user, bool isSteppedUp, CancellationToken cancellationToken)
    {
        var token = await LogInAsync(user, isSteppedUp, cancellationToken);
        var (status, body) = await GetAsync("/v1/roles", token, cancellationToken);
        return status == 200
            ? DevAccess.Read(user, isSteppedUp, token, body)
            : throw new HttpRequestException($"GET /v1/roles for {user.Name} was answered {status}: {body}");
    }

    /// <param name="token">An access token.</param>
    /// <param name="role">The name of a grant; null asks for the only one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<(int Status, JsonElement Body)> CredentialsAsync(string token, string? role, CancellationToken cancellationToken) =>
        GetAsync(role is null ? "/v1/credentials" : $"/v1/credentials/{Uri.EscapeDataString(role)}", token, cancellationToken);

    /// <summary>Whom AWS sees behind credentials, by <c>GetCallerIdentity</c> of the AWS SDK.</summary>
    public async Task<GetCallerIdentityResponse> WhoIsAsync(JsonElement credentials, CancellationToken cancellationToken)
    {
        using var client = new AmazonSecurityTokenServiceClient(
            new SessionAWSCredentials(Text("AccessKeyId"), Text("SecretAccessKey"), Text("Token")),
            new AmazonSecurityTokenServiceConfig { ServiceURL = environment.Sts.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        return await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);

        string Text(string name) => credentials.GetProperty(name).GetString()!;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, JsonElement Body)> GetAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(environment.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request, cancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }
}
