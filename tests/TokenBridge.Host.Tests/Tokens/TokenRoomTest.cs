using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

/// <summary>A realm of its own for each test, and the Tokens room with its keys: for tests that change either.</summary>
public abstract class TokenRoomTest : IAsyncLifetime
{
    private protected FakeKeycloak Keycloak { get; private set; } = null!;

    private protected FakeRealm Realm { get; private set; } = null!;

    private protected TokenRoom Room { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Keycloak = await FakeKeycloak.StartedAsync();
        Realm = Keycloak.Realm();
        Room = await TokenRoom.ReadyAsync(Realm.Options);
    }

    public async Task DisposeAsync()
    {
        await Room.DisposeAsync();
        await Keycloak.DisposeAsync();
    }
}
