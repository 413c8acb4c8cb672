using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Cli.Credentials.Connection;

/// <summary>
/// One question to the service. 1.5 s to connect, 5 s in all (the service itself answers within 0.9 s or says why not), 64 KiB of answer unless told.
/// Redirects are answers like any other: the token goes to the service that was named and to nobody else.
/// </summary>
internal sealed class ServiceConnection(ServiceAddress service, TimeProvider time) : IDisposable
{
    public const int MostBytes = 64 * 1024;

    public static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(1.5);

    /// <summary>Made when the service is first asked: an answer from the kept sessions needs none of it, and SDKs wait for the process.</summary>
    private readonly Lazy<HttpClient> _http = new(() => new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !service.IsLoopback,
        ConnectTimeout = ConnectLimit,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "Accept", "application/json" }, { "User-Agent", "tokenbridge-credentials" } },
    });

    /// <param name="address">Of the service.</param>
    /// <param name="token">Fit for a header.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="mostBytes">Of answer.</param>
    /// <returns>Whatever it answered, or why it did not.</returns>
    public async Task<Result<ServiceAnswer, Fault>> GetAsync(Uri address, string token, CancellationToken cancellationToken, int mostBytes = MostBytes)
    {
        using var limit = new CancellationTokenSource(MaxDuration, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new("Bearer", token) } };
        try
        {
            using var response = await _http.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ended.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(ended.Token);
            var body = new byte[mostBytes + 1];
            var count = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ended.Token);
            return count > mostBytes
                ? new Fault($"{service} answered more than {mostBytes} bytes, so it is no TokenBridge; check --url")
                : new ServiceAnswer((int)response.StatusCode, body[..count], response.Headers.RetryAfter?.Delta);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Fault($"{service} does not answer in time; check --url and the network, or try again");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new Fault($"{service} cannot be reached ({Reason(failure)}); check --url, and that the service runs");
        }
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private static string Reason(Exception failure) =>
        ForeignText.Of(failure is HttpRequestException { InnerException: { } inner } ? inner.GetBaseException() : failure);
}

/// <summary>An answer as it came. It may hold credentials, so nothing of it is printed by itself.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">Whole.</param>
/// <param name="RetryAfter">When to come back, where it says so.</param>
internal sealed record ServiceAnswer(int Status, byte[] Body, TimeSpan? RetryAfter)
{
    public override string ToString() => $"ServiceAnswer {{ {Status}, {Body.Length} bytes }}";
}
