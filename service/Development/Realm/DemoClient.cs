namespace TokenBridge.Development.Realm;

/// <summary>A public client of the embedded realm: what its tokens look like.</summary>
internal sealed record DemoClient(string Id)
{
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the audience and attribute mappers are on the client.</summary>
    public bool IsForTokenBridge { get; init; } = true;

    /// <summary>Whether a browser may log in here, which puts <c>allowed-origins</c> into its tokens.</summary>
    public bool HasBrowserLogin { get; init; }

    /// <summary><c>RS256</c> or <c>ES256</c>.</summary>
    public string Algorithm { get; init; } = "RS256";

    public static IReadOnlyList<DemoClient> All { get; } =
    [
        new("notebook") { HasBrowserLogin = true },
        new("notebook-short") { TokenLifetime = TimeSpan.FromSeconds(5) },
        new("no-audience") { IsForTokenBridge = false },
        new("es256") { Algorithm = "ES256" },
    ];

    /// <exception cref="InvalidOperationException">No client has this id.</exception>
    public static DemoClient WithId(string id) => All.Single(client => client.Id == id);
}
