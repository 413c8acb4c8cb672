using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace TokenBridge.Testing;

/// <summary>What a service logs from the moment on that this is added to its loggers. The settings decide how much: none of it unless told.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _all = new();
    private readonly Channel<LogLine> _next = Channel.CreateUnbounded<LogLine>();

    /// <summary>Every line, and nothing on the console.</summary>
    public static readonly (string Key, string? Value)[] Everything = [("Logging:LogLevel:Default", "Trace"), ("Logging:Console:LogLevel:Default", "None")];

    public IReadOnlyList<LogLine> All => [.. _all];

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    /// <summary>The next line of that kind that nobody waited for before; lines before it are skipped.</summary>
    public async Task<LogLine> NextAsync(Func<LogLine, bool> isMeant)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            while (true)
            {
                var line = await _next.Reader.ReadAsync(patience.Token);
                if (isMeant(line))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException waited)
        {
            throw new TimeoutException(string.Join('\n', _all.Select(line => $"{line.Level} {line.Category}: {line.Text}")), waited);
        }
    }

    public void Dispose() => _next.Writer.TryComplete();

    private void Add(LogLine line)
    {
        _all.Enqueue(line);
        _next.Writer.TryWrite(line);
    }

    private sealed class Category(LogLines lines, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(new LogLine(name, logLevel, formatter(state, exception), exception));
    }
}

internal sealed record LogLine(string Category, LogLevel Level, string Text, Exception? Exception);
