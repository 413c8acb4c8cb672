namespace TokenBridge.Development.Realm;

/// <summary>A client of the embedded realm: what its tokens look like.</summary>
internal sealed record DemoClient(string Id)
{
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the audience and attribute mappers are on the client.</summary>
    public bool IsForTokenBridge { get; init; } = true;

    /// <summary>Whether a browser may log in here, which puts <c>allowed-origins</c> into its tokens.</summary>
    public bool HasBrowserLogin { get; init; }

    /// <summary><c>RS256</c> or <c>ES256</c>.</summary>
    public string Algorithm { get; init; } = "RS256";

    /// <summary>Of a machine that logs in as itself; null for a public client, where people log in. It is printed, as the passwords are.</summary>
    public string? Secret { get; init; }

    /// <summary>The user that stands for the machine.</summary>
    public DemoUser ServiceAccount => new($"service-account-{Id}", "00000000-0000-4000-8000-000000000099", "", "") { HasDefaultRoles = false };

    /// <summary>A job without a person.</summary>
    public static DemoClient NightlyTraining { get; } = new("nightly-training") { Secret = "nightly-training-test-secret" };

    public static IReadOnlyList<DemoClient> All { get; } =
    [
        new("notebook") { HasBrowserLogin = true },
        new("notebook-short") { TokenLifetime = TimeSpan.FromSeconds(5) },
        new("no-audience") { IsForTokenBridge = false },
        new("es256") { Algorithm = "ES256" },
        NightlyTraining,
    ];

    /// <exception cref="InvalidOperationException">No client has this id.</exception>
    public static DemoClient WithId(string id) => All.Single(client => client.Id == id);
}
