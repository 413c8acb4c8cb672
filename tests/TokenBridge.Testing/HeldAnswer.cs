using Microsoft.AspNetCore.Http;

namespace TokenBridge.Testing;

/// <summary>An answer that stands still until the test lets it go: put it before a <see cref="FakeKeycloak"/> path.</summary>
internal sealed class HeldAnswer
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first request is here.</summary>
    public Task Arrived => _arrived.Task;

    public void Release() => _released.TrySetResult();

    /// <param name="answer">Given its turn after the release; what it publishes should be fixed before.</param>
    public RequestDelegate Before(RequestDelegate answer) => async context =>
    {
        _arrived.TrySetResult();
        await _released.Task.WaitAsync(context.RequestAborted);
        await answer(context);
    };
}
