using System.Text;
using System.Text.Json;

namespace TokenBridge.Testing;

/// <summary>Takes audit records as the service writes them; a test waits for the ones it caused.</summary>
internal sealed class AuditLines : Stream
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>While true every write fails, as on a full disk.</summary>
    public bool IsFull { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>The record of that number, from 1, once it is there.</summary>
    public async Task<JsonElement> RecordAsync(int number)
    {
        await WaitForAsync(number);
        lock (_gate)
        {
            return JsonDocument.Parse(_lines[number - 1]).RootElement;
        }
    }

    /// <summary>The one record of that decision, once it is there, whatever others there are.</summary>
    public async Task<JsonElement> RecordOfAsync(string decisionId)
    {
        for (var number = 1; ; number++)
        {
            var record = await RecordAsync(number);
            if (record.GetProperty("decision_id").GetString() == decisionId)
            {
                return record;
            }
        }
    }

    /// <summary>Once a write has failed.</summary>
    public Task FailedAsync() => _failed.Task;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsFull)
        {
            _failed.TrySetResult();
            throw new IOException("no space left");
        }

        lock (_gate)
        {
            _lines.AddRange(Encoding.UTF8.GetString(buffer.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= _lines.Count))
            {
                reached.TrySetResult();
            }
        }

        return ValueTask.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private Task WaitForAsync(int count)
    {
        lock (_gate)
        {
            if (_lines.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }
}
