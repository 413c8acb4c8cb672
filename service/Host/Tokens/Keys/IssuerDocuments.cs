using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Loopback;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>Fetches an issuer's public JSON documents, and mistrusts every one of them.</summary>
/// <remarks>
/// At most 1 MiB as it arrives, whatever Content-Length says; at most 5 s from the first byte asked to the last one read; exactly status 200.
/// Redirects are not followed at all. No cookies, no decompression. No proxy: the variable that somebody set for the way to AWS must not
/// decide where keys come from. Connections are renewed every two minutes, so that a moved DNS name is noticed.
/// </remarks>
internal sealed class IssuerDocuments(TimeProvider time) : IDisposable
{
    public const int MaxBytes = 1024 * 1024;

    public static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = MaxDuration,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "Accept", "application/json" }, { "User-Agent", "tokenbridge" } },
    };

    /// <summary>https, or http on loopback or where the operator allows it.</summary>
    public static bool IsAllowed(Uri address, bool allowHttp) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && (allowHttp || LoopbackHost.Is(address)));

    /// <summary>An address for a log line: escaped, without user info, query and fragment, where somebody may have put a secret.</summary>
    public static string Name(Uri address) =>
        SafeText.QuoteAscii(address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    /// <returns>A JSON object, or why there is none.</returns>
    public async Task<Result<JsonElement, string>> ReadAsync(Uri address)
    {
        using var deadline = new CancellationTokenSource(MaxDuration, time);
        try
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if ((int)response.StatusCode != 200)
            {
                return $"{Name(address)} answered {(int)response.StatusCode}";
            }

            using var body = new MemoryStream();
            if (!await TryCopyAsync(response, body, deadline.Token))
            {
                return $"{Name(address)} is larger than {MaxBytes} bytes";
            }

            return StrictJson.Parse(body.GetBuffer().AsSpan(0, (int)body.Length)).TryGet(out var document, out var fault)
                ? document
                : $"{Name(address)}: {fault}";
        }
        catch (OperationCanceledException)
        {
            return $"{Name(address)} did not answer within {MaxDuration.TotalSeconds} s";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return $"{Name(address)}: {ForeignText.Of(exception)}";
        }
    }

    /// <summary>The time that the issuer's server has, by its <c>Date</c> header: whole seconds.</summary>
    /// <returns>Null where it says nothing, or cannot be reached.</returns>
    public async Task<DateTimeOffset?> ReadClockAsync(Uri address)
    {
        using var deadline = new CancellationTokenSource(MaxDuration, time);
        try
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return response.Headers.Date;
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>Whether anything at all comes back from there.</summary>
    public async Task<bool> AnswersAsync(Uri address)
    {
        using var deadline = new CancellationTokenSource(MaxDuration, time);
        try
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return true;
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<bool> TryCopyAsync(HttpResponseMessage response, MemoryStream body, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var chunk = new byte[16 * 1024];
        while (await stream.ReadAsync(chunk, cancellationToken) is var count and > 0)
        {
            if (body.Length + count > MaxBytes)
            {
                return false;
            }

            body.Write(chunk, 0, count);
        }

        return true;
    }
}
