namespace TokenBridge.Host.Endpoints.Explain;

/// <summary>
/// How many explanations are made at once. One costs what many exchanges do, and nobody may wait for credentials because others want to know why
/// they get theirs.
/// </summary>
internal sealed class ExplanationGate : IDisposable
{
    public const int AtOnce = 2;
    public const int MostWaiting = 16;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private int _waiting;

    /// <param name="deadline">Ends the wait.</param>
    /// <returns>Whether there is a place, which is then to be given back with <see cref="Leave"/>.</returns>
    public async ValueTask<bool> EnterAsync(CancellationToken deadline)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                return false;
            }

            await _places.WaitAsync(deadline);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Leave() => _places.Release();

    public void Dispose() => _places.Dispose();
}
