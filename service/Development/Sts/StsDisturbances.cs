using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using TokenBridge.Protocol.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Sts;

/// <summary>What a test asks the embedded STS to do wrong. Nothing of it is set at the start.</summary>
internal sealed class StsDisturbances
{
    private volatile TaskCompletionSource? _gate;
    private int _throttledCalls;

    /// <summary>While true, every connection is cut without an answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>Every call gets this instead of an answer.</summary>
    public QueryFault? Fault { get; set; }

    /// <summary>These roles refuse everybody.</summary>
    public ConcurrentDictionary<string, bool> DeniedRoles { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers name this role instead of the one asked for.</summary>
    public RoleArn? AnswersForRole { get; set; }

    /// <summary>Answers carry this expiration instead of the true one.</summary>
    public DateTimeOffset? AnswersExpiration { get; set; }

    /// <summary>Answers carry no expiration at all.</summary>
    public bool OmitsExpiration { get; set; }

    /// <summary>Answers every call in place of the STS, with whatever bytes.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    /// <summary>How long each call takes at least, by the machine's clock.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>From now on requests are taken but not answered, until <see cref="OpenGate"/>.</summary>
    public void CloseGate() => _gate ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void OpenGate() => Interlocked.Exchange(ref _gate, null)?.TrySetResult();

    /// <summary>The next calls get <c>Throttling</c>.</summary>
    public void Throttle(int calls) => Volatile.Write(ref _throttledCalls, calls);

    public async Task PassGateAsync(CancellationToken cancellationToken)
    {
        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, TimeProvider.System, cancellationToken);
        }

        await (_gate?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask);
    }

    /// <summary>Counts a throttled call down.</summary>
    public QueryFault? NextFault() => Fault ?? (Interlocked.Decrement(ref _throttledCalls) >= 0 ? QueryFault.Throttling : null);
}
