using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TokenBridge.EndToEnd.Landscape;

/// <summary><c>tokenbridge-service serve</c> as an operator runs it: a process of its own, configured by its environment alone.</summary>
internal sealed class TokenBridgeProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly string _log;
    private readonly Process _process;
    private bool _stopped;

    private TokenBridgeProcess(Uri url, string log, Process process)
    {
        Url = url;
        _log = log;
        _process = process;
    }

    public Uri Url { get; }

    public Uri Credentials => new(Url, "/v1/credentials");

    /// <param name="name">Names its log and its audit file.</param>
    /// <param name="port">A free port.</param>
    /// <param name="settings">Keys as the configuration documents them, with <c>:</c>.</param>
    public static async Task<TokenBridgeProcess> StartAsync(string name, int port, IReadOnlyDictionary<string, string> settings)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Installation.RunFolder, name)).FullName;
        var url = new Uri($"http://127.0.0.1:{port}");
        var log = Path.Combine(folder, "tokenbridge.log");
        // The shell only points the output at a file; exec leaves one process, the service itself.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" serve > \"$1\" 2>&1 < /dev/null", Installation.Service, log]) { WorkingDirectory = folder };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("AWS_", StringComparison.Ordinal) || key.StartsWith("TokenBridge__", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["Urls"] = url.GetLeftPart(UriPartial.Authority);
        foreach (var (key, value) in settings)
        {
            start.Environment[$"TokenBridge__{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        }

        var service = new TokenBridgeProcess(url, log, Process.Start(start) ?? throw new InvalidOperationException("the service did not start"));
        await service.ReadyAsync();
        return service;
    }

    public string LogEnds() => LogEnd.Of("TokenBridge", _log);

    /// <summary>Everything that it wrote, for a search.</summary>
    public string LogText() => File.ReadAllText(_log);

    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string path, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Url, path));
        request.Headers.TryAddWithoutValidation(nameof(HttpRequestHeaders.Authorization), authorization);
        using var response = await LoopbackHttp.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <param name="signal">As <c>kill</c> calls it: <c>HUP</c>.</param>
    public Task SignalAsync(string signal) => Command.RunAsync("kill", [$"-{signal}", $"{_process.Id}"]);

    /// <param name="authorization">A bare token.</param>
    /// <param name="forwardedFor">Whom a proxy speaks for; null for nobody.</param>
    /// <returns>The ids of the rules that this caller meets: grants that are to be had, and denies.</returns>
    public async Task<IReadOnlyList<string>> RulesMetAsync(string authorization, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Url, "/v1/explain"));
        request.Headers.TryAddWithoutValidation(nameof(HttpRequestHeaders.Authorization), authorization);
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var response = await LoopbackHttp.Http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return [.. body.GetProperty("rules").EnumerateArray()
            .Where(rule => rule.GetProperty("effect").GetString() == "deny"
                ? rule.GetProperty("holds").GetString() == "true"
                : rule.GetProperty("grants").EnumerateArray().Any(grant => grant.TryGetProperty("granted", out var granted) && granted.ValueKind is JsonValueKind.Object))
            .Select(rule => rule.GetProperty("rule").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        if (!_process.HasExited)
        {
            await SignalAsync("TERM");
            using var limit = new CancellationTokenSource(StopLimit, TimeProvider.System);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private async Task ReadyAsync()
    {
        try
        {
            await Eventually.TrueAsync("TokenBridge is ready", StartLimit, async () =>
                _process.HasExited
                    ? throw new InvalidOperationException($"TokenBridge ended with {_process.ExitCode}")
                    : await LoopbackHttp.StatusOfAsync(new Uri(Url, "/health/ready")) == HttpStatusCode.OK);
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
        {
            await DisposeAsync();
            throw new InvalidOperationException($"{failure.Message}\n{LogEnds()}", failure);
        }
    }
}
