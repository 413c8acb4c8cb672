using System.Buffers;
using System.Threading.Channels;

namespace TokenBridge.Host.Audit;

/// <summary>
/// Takes one record per exchange and writes it as a JSON line, in order; no request's thread waits for the sink. Nothing is dropped: what the
/// sink refuses is offered to it again each second, and while it fails or lags far behind <see cref="IsHealthy"/> is false and no exchange begins.
/// </summary>
internal sealed partial class AuditLog : BackgroundService
{
    private const int QueueLength = 8192;

    /// <summary>Records waiting above which no exchange begins; the rest of the queue is for those under way.</summary>
    private const int MostWaiting = QueueLength / 2;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <summary>Lines gathered before one write to the sink, about 64 KiB.</summary>
    private const int BatchBytes = 64 * 1024;

    private readonly Channel<AuditLine> _queue = Channel.CreateBounded<AuditLine>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Stream _sink;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _failed;

    /// <param name="sink">Where lines go; owned by this log from now on.</param>
    /// <param name="time">For the pause after a failure.</param>
    /// <param name="logger">For the failure of the sink itself.</param>
    public AuditLog(Stream sink, TimeProvider time, ILogger<AuditLog> logger)
    {
        _sink = sink;
        _time = time;
        _logger = logger;
    }

    /// <summary>Whether a further exchange can be recorded: the last write went well and the sink keeps up. Without its record nothing may be handed out.</summary>
    public bool IsHealthy => !_failed && _queue.Reader.Count < MostWaiting;

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
        await _stopping.CancelAsync();
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _sink.Dispose();
        _stopping.Dispose();
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

            while (!await TryWriteAsync(lines) && !_stopping.IsCancellationRequested)
            {
                await Task.Delay(RetryPause, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            lines.ResetWrittenCount();
        }
    }

    private async Task<bool> TryWriteAsync(ArrayBufferWriter<byte> lines)
    {
        try
        {
            await _sink.WriteAsync(lines.WrittenMemory);
            await _sink.FlushAsync();
            _failed = false;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (!_failed || _stopping.IsCancellationRequested)
            {
                Log.SinkFailed(_logger, failure.GetType().Name);
            }

            _failed = true;
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "Audit records could not be written ({Failure}); the service is not ready and hands out nothing until they can.")]
        public static partial void SinkFailed(ILogger logger, string failure);
    }
}
