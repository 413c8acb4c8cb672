using System.Collections.Immutable;

namespace TokenBridge.Development.Sts;

/// <summary>The requests that arrived, in order; a test can wait for the next ones without sleeping.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private ImmutableList<RecordedRequest> _all = [];

    public IReadOnlyList<RecordedRequest> All => _all;

    public int Count(string action) => _all.Count(request => request.Action == action);

    public void Add(RecordedRequest request)
    {
        lock (_lock)
        {
            _all = _all.Add(request);
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= _all.Count))
            {
                reached.TrySetResult();
            }
        }
    }

    /// <summary>Ends once this many requests have arrived in all.</summary>
    public Task WaitForAsync(int count)
    {
        lock (_lock)
        {
            if (_all.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }
}
