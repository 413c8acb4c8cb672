using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TokenBridge.Development.Realm;

/// <summary>The realm's keys in the order of its JWKS: the encryption key first, as Keycloak was seen to list it.</summary>
/// <param name="clock">Of the keys' certificates.</param>
/// <param name="first">Signs until the first rotation; default: a new one.</param>
internal sealed class RealmKeyRing(TimeProvider clock, RSA? first = null) : IDisposable
{
    // One for the whole process: nothing is ever encrypted for it, and RSA keys take long to make.
    private static readonly RealmKey EncryptionKey = RealmKey.CreateRsa("RSA-OAEP", TimeProvider.System.GetUtcNow());

    private ImmutableList<RealmKey> _keys = [EncryptionKey, RealmKey.CreateRsa("RS256", clock.GetUtcNow(), first), RealmKey.CreateEc()];

    /// <summary>The key that signs with this algorithm: the newest one.</summary>
    /// <exception cref="InvalidOperationException">No key of the realm has this algorithm.</exception>
    public RealmKey Signing(string algorithm) => _keys.First(key => key.Algorithm == algorithm);

    /// <summary>A new RS256 key signs at once, without announcement; the old one stays published.</summary>
    public void Rotate() => _keys = _keys.Insert(1, RealmKey.CreateRsa("RS256", clock.GetUtcNow()));

    /// <summary>As <c>enabled=false</c> on the old key provider: all RS256 keys but the signing one are gone from the JWKS at once.</summary>
    public void RetireOldKeys()
    {
        var signing = Signing("RS256");
        _keys = _keys.RemoveAll(key => key.Algorithm == "RS256" && key != signing);
    }

    public JsonObject ToJwks() => new() { ["keys"] = new JsonArray([.. _keys.Select(key => key.Jwk.DeepClone())]) };

    public void Dispose() => _keys.Remove(EncryptionKey).ForEach(key => key.Dispose());
}
