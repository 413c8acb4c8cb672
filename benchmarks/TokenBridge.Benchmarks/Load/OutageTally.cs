using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace TokenBridge.Benchmarks.Load;

/// <summary>What one question got: <c>new session</c>, <c>earlier session</c>, or the reason of a refusal.</summary>
internal static class OutageAnswer
{
    public const string Session = "session";
    public const string Earlier = "earlier session";

    public static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return !response.IsSuccessStatusCode ? $"{(int)response.StatusCode} {body.RootElement.GetProperty("reason").GetString()}"
            : response.Headers.TryGetValues("TokenBridge-Notice", out var notices) && notices.Any(notice => notice.Contains("earlier", StringComparison.Ordinal)) ? Earlier
            : Session;
    }
}

/// <summary>Counts answers for lines of ten seconds and for the whole run.</summary>
internal sealed class OutageTally
{
    public const string Header = """
        | seconds | STS | known people: answers | slowest 1 % ms | new people: answers | slowest 1 % ms | calls that reached STS |
        |---|---|---|---:|---|---:|---:|
        """;

    private int _calls;

    public Group Known { get; } = new();

    public Group New { get; } = new();

    public string Sum => $"known people: {Known.All}; new people: {New.All}";

    /// <returns>The cells of a line since the last one.</returns>
    public string Take(int calls)
    {
        var line = $"| {Known.Take()} | {New.Take()} | {calls - _calls} |";
        _calls = calls;
        return line;
    }

    /// <summary>People of one kind.</summary>
    internal sealed class Group
    {
        private readonly ConcurrentDictionary<string, int> _all = new(StringComparer.Ordinal);
        private ConcurrentQueue<(string Answer, TimeSpan Took)> _line = new();

        public string All => string.Join(", ", _all.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}"));

        public void Add(string answer, TimeSpan took)
        {
            _line.Enqueue((answer, took));
            _all.AddOrUpdate(answer, 1, static (_, count) => count + 1);
        }

        public string Take()
        {
            var answers = Interlocked.Exchange(ref _line, new()).ToList();
            var counts = string.Join(", ", answers.CountBy(answer => answer.Answer).OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}"));
            var slow = answers.Select(answer => answer.Took).Order().ElementAtOrDefault(answers.Count * 99 / 100);
            return string.Create(CultureInfo.InvariantCulture, $"{counts} | {slow.TotalMilliseconds:0}");
        }
    }
}
