namespace TokenBridge.Host.Tokens;

/// <summary><c>TokenBridge:MaxTokenLength</c>: how long a token may be, on every way in.</summary>
/// <param name="Characters">Of the token as it is sent.</param>
internal sealed record TokenLimit(int Characters)
{
    /// <summary>Room for what stands beside a token of the default length, and for tokens that are too long and shall be told so.</summary>
    private const int LeastHeaderBytes = 64 * 1024;

    /// <summary>Header fields of one request, together. What is longer never becomes a request: the server answers 431 and nothing else.</summary>
    public int HeaderBytes => Math.Max(LeastHeaderBytes, 4 * Characters);
}
