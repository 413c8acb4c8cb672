using TokenBridge.Protocol;

namespace TokenBridge.Host.Tokens.Reading;

/// <summary>
/// Headers of tokens whose signature was good. All tokens of one key have the same one, and what it says depends on nothing but its bytes, so it need
/// not be parsed again. Nobody else's header gets in.
/// </summary>
internal sealed class KnownHeaders
{
    /// <summary>A realm has one for each of its keys; where there are more, the oldest one goes.</summary>
    private const int Most = 8;

    /// <summary>Bytes; Keycloak's have about 90.</summary>
    private const int Longest = 512;

    private volatile Known[] _known = [];

    public Result<TokenHeader, TokenFault> Read(ReadOnlySpan<byte> utf8)
    {
        foreach (var known in _known)
        {
            if (utf8.SequenceEqual(known.Utf8))
            {
                return known.Header;
            }
        }

        return TokenHeader.Read(utf8);
    }

    /// <param name="utf8">Of a token whose signature was good.</param>
    /// <param name="header">What it says.</param>
    public void Keep(ReadOnlySpan<byte> utf8, TokenHeader header)
    {
        var known = _known;
        foreach (var other in known)
        {
            if (utf8.SequenceEqual(other.Utf8))
            {
                return;
            }
        }

        if (utf8.Length <= Longest)
        {
            // Of two at once one is lost, and kept the next time.
            _known = [new Known(utf8.ToArray(), header), .. known.Take(Most - 1)];
        }
    }

    private sealed record Known(byte[] Utf8, TokenHeader Header);
}
