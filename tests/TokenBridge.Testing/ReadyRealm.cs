namespace TokenBridge.Testing;

/// <summary>One realm and one room for a whole class of tests that only look at tokens: <see cref="TestTokens.Create"/> is valid here.</summary>
public sealed class ReadyRealm : IAsyncLifetime
{
    private FakeKeycloak _keycloak = null!;

    internal TokenRoom Room { get; private set; } = null!;

    internal FakeRealm Realm { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _keycloak = await FakeKeycloak.StartedAsync();
        Realm = _keycloak.Realm("ml", TestTokens.Issuer, TestKey.Rsa, TestKey.Pss, TestKey.EllipticCurve);
        Room = await TokenRoom.ReadyAsync(Realm.Options with { Clients = ["notebook", "hub"] });
    }

    public async Task DisposeAsync()
    {
        await Room.DisposeAsync();
        await _keycloak.DisposeAsync();
    }
}
