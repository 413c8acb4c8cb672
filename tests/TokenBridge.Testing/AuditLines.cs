using System.Text;
using System.Text.Json;

namespace TokenBridge.Testing;

/// <summary>Takes audit records as the service writes them; a test waits for the ones it caused. What the service records of itself is kept apart.</summary>
internal sealed class AuditLines : Stream
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _ownLines = [];
    private readonly List<(List<string> Lines, int Count, TaskCompletionSource Reached)> _waiting = [];

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
    public Task<JsonElement> RecordAsync(int number) => RecordAsync(_lines, number);

    /// <summary>The same of what the service records of itself: 1 is its start.</summary>
    public Task<JsonElement> OwnRecordAsync(int number) => RecordAsync(_ownLines, number);

    /// <summary>Once a write has failed.</summary>
    public Task FailedAsync() => _failed.Task;

    /// <summary>What the service recorded of itself, its start and its rules, so far.</summary>
    public IReadOnlyList<JsonElement> OwnRecords
    {
        get
        {
            lock (_gate)
            {
                return [.. _ownLines.Select(line => JsonDocument.Parse(line).RootElement)];
            }
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

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (IsFull)
        {
            _failed.TrySetResult();
            throw new IOException("no space left");
        }

        lock (_gate)
        {
            var lines = Encoding.UTF8.GetString(buffer).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToLookup(IsOwn);
            _ownLines.AddRange(lines[true]);
            _lines.AddRange(lines[false]);
            foreach (var (_, _, reached) in _waiting.Where(waiting => waiting.Count <= waiting.Lines.Count))
            {
                reached.TrySetResult();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static bool IsOwn(string line) => line.Contains("\"event\":\"tokenbridge.start\"", StringComparison.Ordinal) || line.Contains("\"event\":\"tokenbridge.rules\"", StringComparison.Ordinal);

    private async Task<JsonElement> RecordAsync(List<string> lines, int number)
    {
        await WaitForAsync(lines, number);
        lock (_gate)
        {
            return JsonDocument.Parse(lines[number - 1]).RootElement;
        }
    }

    private Task WaitForAsync(List<string> lines, int count)
    {
        lock (_gate)
        {
            if (lines.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((lines, count, reached));
            return reached.Task;
        }
    }
}
