using System.Buffers;
using System.Threading.Channels;
using TokenBridge.Host.Audit.Records;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Audit.Writing;

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

    /// <summary>Between two looks at whether the sink is still where its readers look for it, however little there is to write.</summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(2);

    /// <summary>Lines gathered before one write to the sink, about 64 KiB.</summary>
    private const int BatchBytes = 64 * 1024;

    private readonly Channel<AuditLine> _queue = Channel.CreateBounded<AuditLine>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Offered to the sink and not yet written.</summary>
    private readonly ArrayBufferWriter<byte> _lines = new(2 * BatchBytes);

    private readonly AuditSink _sink;
    private readonly StartRecord _start;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private volatile string? _failure;

    /// <param name="sink">Where lines go; owned by this log from now on.</param>
    /// <param name="start">The first record.</param>
    /// <param name="time">For the pause after a failure.</param>
    /// <param name="logger">For the failure of the sink itself.</param>
    public AuditLog(AuditSink sink, StartRecord start, TimeProvider time, ILogger<AuditLog> logger)
    {
        _sink = sink;
        _start = start;
        _time = time;
        _logger = logger;
    }

    /// <summary>Whether a further exchange can be recorded: the last write went well and the sink keeps up. Without its record nothing may be handed out.</summary>
    public bool IsHealthy => Failure is null;

    /// <summary>Why no further exchange can be recorded; null while one can.</summary>
    public string? Failure => _failure ?? (_queue.Reader.Count < MostWaiting ? null : "more records wait than the sink takes");

    /// <summary>Done at once unless the queue is full.</summary>
    public ValueTask WriteAsync(ExchangeRecord record) => WriteAsync(AuditLine.Of(record));

    /// <inheritdoc cref="WriteAsync(ExchangeRecord)"/>
    public ValueTask WriteAsync(RulesRecord record) => WriteAsync(AuditLine.Of(record));

    /// <summary>Looks, soon, whether the sink is still where its readers look for it; where the queue is full, writing looks anyway.</summary>
    public void Look() => _queue.Writer.TryWrite(AuditLine.None);

    /// <summary>The first record is offered to the sink before anything else of the service starts.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Gather(AuditLine.Of(_start));
        if (TryWrite())
        {
            _lines.ResetWrittenCount();
        }

        return base.StartAsync(cancellationToken);
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
        var looking = LookNowAndThenAsync();
        do
        {
            while (_lines.WrittenCount < BatchBytes && _queue.Reader.TryRead(out var line))
            {
                Gather(line);
            }

            while (!TryWrite() && !_stopping.IsCancellationRequested)
            {
                await PauseAsync(RetryPause);
            }

            _lines.ResetWrittenCount();
        }
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None));

        await looking;
    }

    private ValueTask WriteAsync(AuditLine line) => _queue.Writer.TryWrite(line) ? ValueTask.CompletedTask : _queue.Writer.WriteAsync(line);

    private void Gather(AuditLine line)
    {
        _lines.Write(line.Bytes);
        line.Release();
    }

    private async Task LookNowAndThenAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await PauseAsync(LookPause);
            Look();
        }
    }

    private async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private bool TryWrite()
    {
        try
        {
            if (_lines.WrittenCount > 0)
            {
                _sink.Write(_lines.WrittenSpan);
            }
            else
            {
                _sink.Look();
            }

            if (_failure is not null)
            {
                Log.SinkRecovered(_logger);
            }

            _failure = null;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var said = ForeignText.Of(failure);
            if (_failure != said || _stopping.IsCancellationRequested)
            {
                Log.SinkFailed(_logger, said);
            }

            _failure = said;
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "Audit records could not be written ({Failure}); the service is not ready and hands out nothing until they can.")]
        public static partial void SinkFailed(ILogger logger, string failure);

        [LoggerMessage(2, LogLevel.Information, "Audit records are written again; none was lost")]
        public static partial void SinkRecovered(ILogger logger);
    }
}
