using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary>A person at Keycloak's pages, who logs in at the client <c>notebook</c>; one session, as a browser keeps it.</summary>
internal sealed partial class KeycloakBrowser(Uri realm, string user)
{
    private const string BackHome = "http://127.0.0.1:5555/";

    /// <summary>RFC 7636 wants 43 to 128 characters; nobody else is here from whom to keep it.</summary>
    private static readonly string Verifier = new('v', 64);

    /// <summary>Keycloak marks them Secure over plain HTTP too, where a cookie jar would not send them.</summary>
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>The pages at which something was typed.</summary>
    public List<string> Forms { get; } = [];

    /// <param name="wish">More of the authorization request, such as <c>&amp;acr_values=gold</c>.</param>
    /// <param name="scope">That is asked for.</param>
    /// <returns>The access token.</returns>
    public async Task<string> LogInAsync(string wish = "", string scope = "openid")
    {
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var answer = await SendAsync(HttpMethod.Get, new Uri(
            $"{realm}/protocol/openid-connect/auth?client_id=notebook&response_type=code&scope={Uri.EscapeDataString(scope)}&redirect_uri={BackHome}&code_challenge={challenge}&code_challenge_method=S256{wish}"));
        while (answer.Headers.Location is not { } back || !$"{back}".StartsWith(BackHome, StringComparison.Ordinal))
        {
            answer = answer.Headers.Location is { } next ? await SendAsync(HttpMethod.Get, next) : await FillInAsync(await answer.Content.ReadAsStringAsync());
        }

        var code = HttpUtility.ParseQueryString(answer.Headers.Location.Query)["code"] ?? throw new InvalidOperationException($"no code: {answer.Headers.Location}");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "notebook",
            ["code"] = code,
            ["redirect_uri"] = BackHome,
            ["code_verifier"] = Verifier,
        });
        using var tokens = await LoopbackHttp.Http.PostAsync(new Uri($"{realm}/protocol/openid-connect/token"), form);
        return (await tokens.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    private Task<HttpResponseMessage> FillInAsync(string page)
    {
        var action = Form().Match(page) is { Success: true } form ? HttpUtility.HtmlDecode(form.Groups["action"].Value) : throw new InvalidOperationException($"no form: {page}");
        var isCode = page.Contains("name=\"otp\"", StringComparison.Ordinal);
        Forms.Add(isCode ? "code" : "password");
        return SendAsync(HttpMethod.Post, new Uri(action), new FormUrlEncodedContent(isCode
            ? new Dictionary<string, string> { ["otp"] = OneTimeCode.Now($"{user}-test-otp-secret") }
            : new Dictionary<string, string> { ["username"] = user, ["password"] = $"{user}-test-password" }));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await LoopbackHttp.Http.SendAsync(request);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var parts = cookie.Split(';')[0].Split('=', 2);
            _cookies[parts[0]] = parts[1];
        }

        return answer;
    }

    [GeneratedRegex("<form[^>]*action=\"(?<action>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
