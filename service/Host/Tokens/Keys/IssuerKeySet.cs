using System.Collections.Frozen;
using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>What one issuer's tokens are checked against: its signing keys and its not-before. Immutable, replaced whole.</summary>
/// <remarks>Something changed exactly when the instance changed: the validated-token cache relies on it.</remarks>
internal sealed class IssuerKeySet
{
    private readonly FrozenDictionary<string, SigningKey> _keys;
    private readonly FrozenDictionary<string, string> _ignored;

    private IssuerKeySet(FrozenDictionary<string, SigningKey> keys, FrozenDictionary<string, string> ignored, long revokedBefore)
    {
        _keys = keys;
        _ignored = ignored;
        RevokedBefore = revokedBefore;
    }

    /// <summary>Seconds since 1970: tokens issued earlier are revoked; 0 revokes none.</summary>
    public long RevokedBefore { get; }

    public int Count => _keys.Count;

    public IReadOnlyList<string> KeyIds => _keys.Keys;

    public SigningKey? Find(string keyId) => _keys.GetValueOrDefault(keyId);

    /// <summary>Why the issuer's key of that name is not used; null when it is used or not there.</summary>
    public string? Ignored(string keyId) => _ignored.GetValueOrDefault(keyId);

    public IssuerKeySet WithRevokedBefore(long revokedBefore) =>
        revokedBefore == RevokedBefore ? this : new IssuerKeySet(_keys, _ignored, revokedBefore);

    /// <param name="jwks">The document, an object.</param>
    /// <param name="allowed">The algorithms of the issuer.</param>
    /// <param name="previous">Its keys are used again where they did not change; the instance itself where nothing did.</param>
    /// <returns>At least one key, or what is wrong with the document.</returns>
    public static Result<IssuerKeySet, string> Read(JsonElement jwks, IReadOnlyList<string> allowed, IssuerKeySet? previous)
    {
        if (!jwks.TryGetProperty("keys", out var entries) || entries.ValueKind is not JsonValueKind.Array)
        {
            return "keys is no array";
        }

        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        var ignored = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var jwk in entries.EnumerateArray())
        {
            if (jwk.ValueKind is not JsonValueKind.Object
                || !jwk.TryGetProperty("kid", out var kid) || kid.ValueKind is not JsonValueKind.String || kid.GetString() is not { Length: > 0 } keyId)
            {
                continue;
            }

            if (!SigningKeyReader.Read(jwk, allowed).TryGet(out var key, out var why))
            {
                ignored[keyId] = why;
            }
            else if (!keys.TryAdd(keyId, previous?.Same(key) ?? key))
            {
                return $"two signing keys have the kid {SafeText.QuoteAscii(keyId)}";
            }
        }

        if (keys.Count == 0)
        {
            return $"no signing key for {string.Join(", ", allowed)} among {entries.GetArrayLength()} keys";
        }

        return previous is not null && previous.Holds(keys, ignored)
            ? previous
            : new IssuerKeySet(
                keys.ToFrozenDictionary(StringComparer.Ordinal), ignored.ToFrozenDictionary(StringComparer.Ordinal), previous?.RevokedBefore ?? 0);
    }

    private SigningKey? Same(SigningKey key) => Find(key.KeyId) is { } known && known.Material == key.Material ? known : null;

    private bool Holds(Dictionary<string, SigningKey> keys, Dictionary<string, string> ignored) =>
        keys.Count == _keys.Count && keys.Values.All(key => ReferenceEquals(Find(key.KeyId), key))
        && ignored.Count == _ignored.Count && ignored.All(entry => Ignored(entry.Key) == entry.Value);
}
