using System.IO.Pipelines;
using System.Text.Json;

namespace TokenBridge.Host.Commands.Dev;

/// <summary>The service's audit log, read back record by record instead of being written between other output.</summary>
internal sealed class AuditPipe : IDisposable
{
    // Unbounded: while nobody reads, the service must not wait.
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly StreamReader _lines;

    public AuditPipe()
    {
        Sink = _pipe.Writer.AsStream();
        _lines = new StreamReader(_pipe.Reader.AsStream());
    }

    /// <summary>For the service, which owns it.</summary>
    public Stream Sink { get; }

    /// <summary>Waits for the record of the next exchange; what the service records of itself, and questions about rights, are passed over.</summary>
    /// <returns>Null once the service has ended.</returns>
    public async Task<JsonElement?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await _lines.ReadLineAsync(cancellationToken) is { } line)
        {
            using var record = JsonDocument.Parse(line);
            if (record.RootElement.GetProperty("event").ValueEquals("tokenbridge.exchange"u8))
            {
                return record.RootElement.Clone();
            }
        }

        return null;
    }

    public void Dispose() => _lines.Dispose();
}
