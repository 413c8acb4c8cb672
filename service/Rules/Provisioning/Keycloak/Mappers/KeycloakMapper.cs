using TokenBridge.Protocol.Text;

namespace TokenBridge.Rules.Provisioning.Keycloak.Mappers;

/// <summary>A protocol mapper of Keycloak.</summary>
/// <param name="Name">Unlike every other of its scope.</param>
/// <param name="Kind">Keycloak's id of the mapper.</param>
/// <param name="Config">In the order in which it is written.</param>
/// <param name="Rules">Ids of the rules that want it; empty where every token needs it.</param>
internal sealed record KeycloakMapper(string Name, string Kind, IReadOnlyList<KeyValuePair<string, string>> Config, IReadOnlyList<string> Rules)
{
    /// <summary>UTF-16 units of a name or a description in Keycloak's database.</summary>
    public const int MaxText = 255;

    /// <summary>Not a key of Keycloak's: it keeps what it does not know, and shows it to whoever wonders why the mapper is there.</summary>
    private const string Comment = "wanted.by";

    /// <summary>In access tokens, and where somebody asks Keycloak what is in them; ID tokens and user information stay as they are.</summary>
    private static readonly KeyValuePair<string, string>[] Where =
    [
        new("access.token.claim", "true"), new("introspection.token.claim", "true"), new("id.token.claim", "false"), new("userinfo.token.claim", "false"),
    ];

    public static KeycloakMapper Of(string name, string kind, IReadOnlyList<string> rules, params (string Key, string Value)[] config) =>
        new(name, kind, [.. config.Select(entry => new KeyValuePair<string, string>(entry.Key, entry.Value)), .. Where, new(Comment, WantedBy(rules))], rules);

    public static string WantedBy(IReadOnlyList<string> rules) =>
        rules.Count == 0 ? "every token" : SafeText.Cut(string.Join(", ", rules), MaxText - 1, "…");
}
