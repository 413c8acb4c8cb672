using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>A real Keycloak with the realm that this project ships.</summary>
internal sealed class Keycloak
{
    private readonly string _folder = Path.Combine(Installation.RunFolder, "keycloak");
    private readonly string _scripts = Path.Combine(Installation.Shared, "keycloak");
    private readonly int _port = LoopbackHttp.FreePort();

    /// <summary>Keycloak derives its issuer from the address that it is asked at: always this spelling.</summary>
    public Uri Realm => new($"http://127.0.0.1:{_port}/realms/ml");

    public Uri Server => new($"http://127.0.0.1:{_port}/");

    /// <summary>Its own command line, which came with it.</summary>
    public string Kcadm => Directory.EnumerateDirectories(_folder, "keycloak-*").Select(home => Path.Combine(home, "bin", "kcadm.sh")).Single(File.Exists);

    private Uri Admin => new($"http://127.0.0.1:{_port}/admin/realms/ml");

    /// <param name="fresh">Drops users and keys of an earlier run.</param>
    public async Task StartAsync(bool fresh)
    {
        // Who was interrupted left one running.
        await StopAsync();
        var realm = Path.Combine(Installation.Root, "mapper-config", "keycloak", "realm.json");
        string[] options = [_folder, "--port", $"{_port}", "--realm", realm, .. fresh ? ["--fresh"] : Array.Empty<string>()];
        (await Command.RunAsync(Path.Combine(_scripts, "up"), options)).OrThrow("the start of Keycloak");
    }

    public async Task StopAsync()
    {
        if (Directory.Exists(_folder))
        {
            (await Command.RunAsync(Path.Combine(_scripts, "down"), [_folder])).OrThrow("the stop of Keycloak");
        }
    }

    public string LogEnds() => LogEnd.Of("Keycloak", Path.Combine(_folder, "keycloak.log"));

    /// <returns>The access token of a new login.</returns>
    public async Task<string> LogInAsync(string user) => (await LogInForAllAsync(user)).GetProperty("access_token").GetString()!;

    /// <returns>The whole token response of a new login, the ID token among it.</returns>
    public Task<JsonElement> LogInForAllAsync(string user) => PasswordGrantAsync(Realm, "notebook", user, $"{user}-test-password");

    /// <returns>The access token of a client that logs in as itself, with the secret of the shipped realm.</returns>
    public Task<string> LogInMachineAsync(string client) => LogInMachineAsync(Realm, client, $"{client}-test-secret");

    public static async Task<string> LogInMachineAsync(Uri realm, string client, string secret)
    {
        var answer = await AskForTokensAsync(realm, new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client,
            ["client_secret"] = secret,
        });
        return answer.GetProperty("access_token").GetString()!;
    }

    /// <returns>An access token that lives for one second.</returns>
    public async Task<string> LogInBrieflyAsync(string user)
    {
        await SetTokenLifespanAsync("1");
        try
        {
            return await LogInAsync(user);
        }
        finally
        {
            // Empty: the realm's own again.
            await SetTokenLifespanAsync("");
        }
    }

    /// <summary>Adds a signing key of higher priority than every other: it signs the very next token.</summary>
    public async Task AddSigningKeyAsync(int priority)
    {
        var realm = await ReadAsync(Admin);
        var key = new
        {
            name = $"rsa-{priority}",
            providerId = "rsa-generated",
            providerType = "org.keycloak.keys.KeyProvider",
            parentId = realm.GetProperty("id").GetString(),
            config = new { priority = new[] { $"{priority}" }, algorithm = new[] { "RS256" }, keySize = new[] { "2048" } },
        };
        using var _ = await AdminAsync(HttpMethod.Post, new Uri($"{Admin}/components"), key);
    }

    /// <summary>Makes a key passive: it signs no more, and stays in the JWKS for the tokens that it has signed.</summary>
    public async Task PassivateSigningKeyAsync(string kid)
    {
        var keys = (await ReadAsync(new Uri($"{Admin}/keys"))).GetProperty("keys").EnumerateArray();
        var provider = keys.Single(key => key.GetProperty("kid").GetString() == kid).GetProperty("providerId").GetString();
        var component = JsonNode.Parse((await ReadAsync(new Uri($"{Admin}/components/{provider}"))).GetRawText())!;
        component["config"]!["active"] = new JsonArray("false");
        using var _ = await AdminAsync(HttpMethod.Put, new Uri($"{Admin}/components/{provider}"), component);
    }

    /// <summary>Tokens issued before that second, in Unix time, are revoked; 0 revokes none.</summary>
    public async Task SetNotBeforeAsync(long notBefore)
    {
        using var _ = await AdminAsync(HttpMethod.Put, Admin, new { notBefore });
    }

    /// <summary>A realm beside the shipped one, which tests may spoil; nothing of it is left of an earlier run.</summary>
    public Uri RealmOf(string name) => new($"http://127.0.0.1:{_port}/realms/{name}");

    /// <summary>What an administrator does.</summary>
    /// <param name="method">GET, POST, PUT.</param>
    /// <param name="path">Below <c>/admin/realms</c>; empty, or with a slash in front.</param>
    /// <param name="body">Sent as JSON.</param>
    /// <returns>The answer; undefined where there is none.</returns>
    public async Task<JsonElement> AdministerAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await AdminAsync(method, new Uri($"http://127.0.0.1:{_port}/admin/realms{path}"), body);
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public Task<JsonElement> UserProfileAsync() => ReadAsync(new Uri($"{Admin}/users/profile"));

    /// <param name="seconds">Of access tokens of the client <c>notebook</c>.</param>
    private async Task SetTokenLifespanAsync(string seconds)
    {
        var client = JsonNode.Parse((await ReadAsync(new Uri($"{Admin}/clients?clientId=notebook"))).EnumerateArray().Single().GetRawText())!;
        client["attributes"]!["access.token.lifespan"] = seconds;
        using var _ = await AdminAsync(HttpMethod.Put, new Uri($"{Admin}/clients/{client["id"]}"), client);
    }

    private async Task<JsonElement> ReadAsync(Uri uri)
    {
        using var response = await AdminAsync(HttpMethod.Get, uri);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<HttpResponseMessage> AdminAsync(HttpMethod method, Uri uri, object? body = null)
    {
        // The administrator's tokens live for a minute only.
        var login = await PasswordGrantAsync(new Uri($"http://127.0.0.1:{_port}/realms/master"), "admin-cli", "admin", "admin");
        using var request = new HttpRequestMessage(method, uri) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", login.GetProperty("access_token").GetString());
        return (await LoopbackHttp.Http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static Task<JsonElement> PasswordGrantAsync(Uri realm, string client, string user, string password) =>
        AskForTokensAsync(realm, new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["client_id"] = client,
            ["scope"] = "openid",
            ["username"] = user,
            ["password"] = password,
        });

    private static async Task<JsonElement> AskForTokensAsync(Uri realm, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var response = await LoopbackHttp.Http.PostAsync(new Uri($"{realm}/protocol/openid-connect/token"), form);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{fields.GetValueOrDefault("username", fields["client_id"])} cannot log in: {answer}");
    }
}
