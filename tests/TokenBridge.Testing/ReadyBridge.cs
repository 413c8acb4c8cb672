namespace TokenBridge.Testing;

/// <summary>One running service for a whole test class; no test changes what it does for others.</summary>
public class ReadyBridge : IAsyncLifetime
{
    private readonly string _strategy;
    private Bridge? _bridge;

    public ReadyBridge()
        : this("AssumeRole")
    {
    }

    private protected ReadyBridge(string strategy) => _strategy = strategy;

    internal Bridge Bridge => _bridge.ShouldNotBeNull();

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync(_strategy);

    public async Task DisposeAsync() => await Bridge.DisposeAsync();
}

/// <summary>Likewise, as its own OIDC issuer.</summary>
public sealed class ReadyWebIdentityBridge() : ReadyBridge("WebIdentity");
