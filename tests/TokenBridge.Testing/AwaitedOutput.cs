using System.Text;

namespace TokenBridge.Testing;

/// <summary>What a command prints, with a way to wait for it instead of sleeping.</summary>
internal sealed class AwaitedOutput : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_lock)
        {
            _text.Append(value);
            if (value == '\n')
            {
                var all = _text.ToString();
                _awaited.FindAll(awaited => all.Contains(awaited.Text, StringComparison.Ordinal)).ForEach(awaited => awaited.Seen.TrySetResult());
            }
        }
    }

    /// <summary>Ends once a whole line with this text was printed.</summary>
    public Task SeenAsync(string text)
    {
        lock (_lock)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_text.ToString().Contains(text, StringComparison.Ordinal))
            {
                seen.SetResult();
            }

            _awaited.Add((text, seen));
            return seen.Task;
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }
}
