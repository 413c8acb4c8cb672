namespace TokenBridge.Host.Tokens;

/// <summary>Which tokens came before, lately and as good as surely: one number for each, 16,384 in all.</summary>
/// <remarks>
/// Most tokens come once: an SDK asks again after half a session, with a token that was renewed many times since. What is kept of one outlives the request,
/// and costs the collector more than a signature costs. So a token is worth keeping from the second time on. This decides about nothing else: where two tokens
/// have one number, one of them is kept a time too early or too late.
/// </remarks>
internal sealed class SeenTokens
{
    private const int Places = 16_384;

    private readonly int[] _hashes = new int[Places];

    /// <param name="hash">Of the token, as good as random.</param>
    /// <returns>False the first time, and after too many others.</returns>
    public bool Again(int hash)
    {
        ref var place = ref _hashes[(uint)hash % Places];
        return Interlocked.Exchange(ref place, hash) == hash;
    }
}
