using System.Buffers;
using System.Threading.Channels;

namespace TokenBridge.Audit;

/// <summary>
/// Takes one record per exchange and writes it as a JSON line, in order; no request's thread waits for the sink. Nothing is dropped:
/// when the sink is slow the queue fills and exchanges wait for it; when it fails the log says so and is no longer <see cref="IsHealthy"/>.
/// </summary>
internal sealed partial class AuditLog : BackgroundService
{
    private const int QueueLength = 8192;

    /// <summary>Lines gathered before one write to the sink, about 64 KiB.</summary>
    private const int BatchBytes = 64 * 1024;

    private readonly Channel<AuditLine> _queue = Channel.CreateBounded<AuditLine>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Stream _sink;
    private readonly ILogger<AuditLog> _logger;
    private volatile bool _failed;

    /// <param name="sink">Where lines go; owned by this log from now on.</param>
    /// <param name="logger">For the failure of the sink itself.</param>
    public AuditLog(Stream sink, ILogger<AuditLog> logger)
    {
        _sink = sink;
        _logger = logger;
    }

    /// <summary>False while the last write to the sink failed.</summary>
    public bool IsHealthy => !_failed;

    /// <summary>Done at once unless the queue is full.</summary>
    public ValueTask WriteAsync(ExchangeRecord record)
    {
        var line = new AuditLine(record);
        return _queue.Writer.TryWrite(line) ? ValueTask.CompletedTask : _queue.Writer.WriteAsync(line);
    }

    /// <summary>Ends the queue and waits until the last record is written.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _sink.Dispose();
        base.Dispose();
    }

    /// <summary>Runs until the queue is completed, not until the host's token: records of the last requests must not be lost.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lines = new ArrayBufferWriter<byte>(2 * BatchBytes);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (lines.WrittenCount < BatchBytes && _queue.Reader.TryRead(out var line))
            {
                lines.Write(line.Bytes);
                line.Release();
            }

            await SinkAsync(lines);
            lines.ResetWrittenCount();
        }
    }

    private async Task SinkAsync(ArrayBufferWriter<byte> lines)
    {
        try
        {
            await _sink.WriteAsync(lines.WrittenMemory);
            await _sink.FlushAsync();
            _failed = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failed = true;
            Log.SinkFailed(_logger, failure.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "Audit records could not be written ({Failure}); the service is not ready until they can.")]
        public static partial void SinkFailed(ILogger logger, string failure);
    }
}
