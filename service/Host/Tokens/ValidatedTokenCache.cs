using System.Text;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Host.Tokens.Reading;

namespace TokenBridge.Host.Tokens;

/// <summary>
/// Tokens that were found good more than once, so that the same text need not be verified each time: at most 10,000, and none over 4,096 characters.
/// </summary>
/// <remarks>
/// An entry answers only for exactly its text, only inside its time, and only while its issuer's keys and not-before are those
/// that it was checked against. Four places for each remainder of the hash; entries are immutable and places are written whole,
/// so nothing is locked, and two writers at worst lose one entry.
/// </remarks>
internal sealed class ValidatedTokenCache(TimeProvider time)
{
    private const int Ways = 4;
    private const int Sets = 2_500;
    private const int MaxLength = 4_096;

    // The tail is the signature, as good as random; hashing more would cost more and tell no more.
    private const int HashedTail = 32;

    private readonly Entry?[] _entries = new Entry?[Sets * Ways];
    private readonly SeenTokens _seen = new();

    private sealed record Entry(int Hash, byte[] Text, TokenVerdict.Accepted Verdict, TokenWindow Window, IssuerKeyRing Ring, IssuerKeySet Keys)
    {
        public bool AnswersAt(DateTimeOffset now) => Window.Contains(now) && ReferenceEquals(Ring.Current, Keys);
    }

    /// <returns>The very verdict that was stored; null when there is none that still holds.</returns>
    public TokenVerdict.Accepted? Find(ReadOnlySpan<char> token, DateTimeOffset now)
    {
        if (token.Length is < HashedTail or > MaxLength)
        {
            return null;
        }

        var hash = Hash(token);
        foreach (ref var place in Places(hash))
        {
            if (Volatile.Read(ref place) is { } entry && entry.Hash == hash && Ascii.Equals(entry.Text, token))
            {
                return entry.AnswersAt(now) ? entry.Verdict : null;
            }
        }

        return null;
    }

    /// <summary>Keeps a token that was stored before; of one that comes for the first time no more than that it came.</summary>
    /// <param name="token">ASCII, as every decoded token is.</param>
    /// <param name="verdict">What to answer.</param>
    /// <param name="window">When it may be answered.</param>
    /// <param name="ring">The issuer's keys now.</param>
    /// <param name="keys">The keys and the not-before that the token was checked against.</param>
    public void Store(ReadOnlySpan<char> token, TokenVerdict.Accepted verdict, TokenWindow window, IssuerKeyRing ring, IssuerKeySet keys)
    {
        if (token.Length is < HashedTail or > MaxLength)
        {
            return;
        }

        var hash = Hash(token);
        if (!_seen.Again(hash))
        {
            return;
        }

        var text = new byte[token.Length];
        Ascii.FromUtf16(token, text, out _);
        var entry = new Entry(hash, text, verdict, window, ring, keys);
        Volatile.Write(ref Place(entry, time.GetUtcNow()), entry);
    }

    /// <summary>Forgets the tokens that no longer answer; called now and then, so that they do not stay in memory.</summary>
    public void DropExpired()
    {
        var now = time.GetUtcNow();
        foreach (ref var place in _entries.AsSpan())
        {
            var entry = Volatile.Read(ref place);
            if (entry is not null && !entry.AnswersAt(now))
            {
                Interlocked.CompareExchange(ref place, null, entry);
            }
        }
    }

    // The entry's own older place first, then one that answers nothing, then the one that would end first.
    private ref Entry? Place(Entry entry, DateTimeOffset now)
    {
        var places = Places(entry.Hash);
        var best = 0;
        var bestEnd = DateTimeOffset.MaxValue;
        for (var i = 0; i < places.Length; i++)
        {
            var held = Volatile.Read(ref places[i]);
            if (held is not null && held.Hash == entry.Hash && held.Text.AsSpan().SequenceEqual(entry.Text))
            {
                return ref places[i];
            }

            var end = held is not null && held.AnswersAt(now) ? held.Window.Until : DateTimeOffset.MinValue;
            if (end < bestEnd)
            {
                (best, bestEnd) = (i, end);
            }
        }

        return ref places[best];
    }

    private Span<Entry?> Places(int hash) => _entries.AsSpan((int)((uint)hash % Sets) * Ways, Ways);

    private static int Hash(ReadOnlySpan<char> token) => string.GetHashCode(token[^HashedTail..], StringComparison.Ordinal);
}
