using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Host.Tokens;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Keycloak's admin REST API, read and never written.</summary>
/// <remarks>At most 10 s and 16 MiB for each answer. No redirects, no cookies, no proxy: what logs in goes to the server of the configuration and nowhere else.</remarks>
internal sealed class AdminApi(IssuerOptions issuer, AdminLogin login, TimeProvider time) : IDisposable
{
    private const string Check = "realm";

    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = MaxDuration })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MostBytes,
        DefaultRequestHeaders = { { "Accept", "application/json" }, { "User-Agent", "tokenbridge" } },
    };

    private readonly AdminAddress? _address = AdminAddress.Of(issuer);

    private string? _token;

    /// <summary>The first thing that went wrong; from then on nothing more is asked.</summary>
    public Diagnosis? Fault { get; private set; }

    /// <summary>Gets a token for what follows.</summary>
    public async Task LogInAsync(CancellationToken cancellationToken) => Fault = await TryLogInAsync(cancellationToken);

    /// <param name="path">Below the realm, with a slash in front; empty for the realm itself.</param>
    /// <param name="role">Of the client realm-management, that reading it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where there is a <see cref="Fault"/>.</returns>
    public async Task<JsonNode?> ReadAsync(string path, string role, CancellationToken cancellationToken)
    {
        if (Fault is not null)
        {
            return null;
        }

        (var answer, Fault) = (await TryReadAsync(path, role, cancellationToken)).Match<(JsonNode?, Diagnosis?)>(static node => (node, null), static fault => (null, fault));
        return answer;
    }

    /// <summary>An answer that leaves out what the client may not see is no answer.</summary>
    /// <param name="path">That was read.</param>
    /// <param name="seen">What it said.</param>
    /// <param name="role">That reading all of it takes.</param>
    public void ReportHidden(string path, string seen, string role) =>
        Fault ??= Diagnosis.Fault(Check, $"GET {path} {seen}: {login.Who} may not read them", login.RoleRemedy(role));

    /// <summary>Looking over a part would call the rest sound.</summary>
    public void ReportTooMuch(string path, string seen) => Fault ??= Diagnosis.Fault(Check, $"GET {path} {seen}", "use --export with a realm export");

    public void Dispose() => _http.Dispose();

    private async Task<Diagnosis?> TryLogInAsync(CancellationToken cancellationToken)
    {
        if (_address is null)
        {
            return Diagnosis.Fault(Check, "the MetadataAddress is not of Keycloak's form …/realms/NAME/.well-known/openid-configuration", "use --export with a realm export");
        }

        if (!(await login.PrepareAsync(_address, cancellationToken)).TryGet(out var grant, out var unprepared))
        {
            return unprepared;
        }

        using var form = new FormUrlEncodedContent(grant.Fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, grant.Endpoint) { Content = form };
        var (status, answer, fault) = await SendAsync(request, cancellationToken);
        _token = status == HttpStatusCode.OK && answer is JsonObject tokens && tokens["access_token"] is JsonValue value && value.TryGetValue<string>(out var token) ? token : null;
        return _token is not null ? null
            : fault is not null ? Diagnosis.Fault(Check, $"{grant.Endpoint}: {fault}", "let this machine reach Keycloak, or use --export with a realm export")
            : login.Refused(status, (answer as JsonObject)?["error"]?.ToString()) ?? Diagnosis.Fault(Check, $"the token endpoint answered {(int)status}", "look at Keycloak's log");
    }

    private async Task<Result<JsonNode, Diagnosis>> TryReadAsync(string path, string role, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{_address!.Admin}{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        var (status, answer, fault) = await SendAsync(request, cancellationToken);
        var named = $"GET {SafeText.OneLine(request.RequestUri!.AbsolutePath)}";
        return status == HttpStatusCode.OK && answer is not null ? answer
            : fault is not null ? Diagnosis.Fault(Check, $"{named}: {fault}", "let this machine reach Keycloak's admin REST API, or use --export with a realm export")
            : status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized ? Diagnosis.Fault(
                Check, $"{named} answered {(int)status}: {login.Who} may not read it", login.RoleRemedy(role))
            : status == HttpStatusCode.NotFound ? Diagnosis.Fault(
                Check, $"{named} answered 404", "the admin REST API is not reachable at this address: a proxy in front may hide /admin; ask from where it can be reached, or use --export")
            : Diagnosis.Fault(Check, $"{named} answered {(int)status}", "look at Keycloak's log");
    }

    private async Task<(HttpStatusCode Status, JsonNode? Answer, string? Fault)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxDuration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            return (response.StatusCode, Parse(bytes, response.IsSuccessStatusCode), response.IsSuccessStatusCode && Parse(bytes, true) is null ? "no JSON came back" : null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (default, null, $"no answer within {MaxDuration.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return (default, null, ForeignText.Of(failure));
        }
    }

    private static JsonNode? Parse(byte[] bytes, bool isExpected)
    {
        try
        {
            return bytes.Length == 0 && !isExpected ? null : JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
