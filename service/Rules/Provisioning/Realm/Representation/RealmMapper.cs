using System.Text;

namespace TokenBridge.Rules.Provisioning.Realm.Representation;

/// <summary>A protocol mapper: puts something into tokens.</summary>
/// <param name="Name">For people.</param>
/// <param name="Type">Keycloak's id of the kind, such as <c>oidc-usermodel-attribute-mapper</c>.</param>
/// <param name="Settings">Every value is a text at Keycloak.</param>
internal sealed record RealmMapper(string Name, string Type, IReadOnlyDictionary<string, string> Settings)
{
    public const string Groups = "oidc-group-membership-mapper";
    public const string Organizations = "oidc-organization-membership-mapper";
    public const string Attribute = "oidc-usermodel-attribute-mapper";
    public const string Property = "oidc-usermodel-property-mapper";
    public const string Audience = "oidc-audience-mapper";
    public const string AudienceResolve = "oidc-audience-resolve-mapper";
    public const string HardcodedClaim = "oidc-hardcoded-claim-mapper";
    public const string HardcodedRole = "oidc-hardcoded-role-mapper";
    public const string RoleName = "oidc-role-name-mapper";
    public const string ClientRoles = "oidc-usermodel-client-role-mapper";
    public const string RealmRoles = "oidc-usermodel-realm-role-mapper";
    public const string Subject = "oidc-sub-mapper";
    public const string PairwiseSubject = "oidc-sha256-pairwise-sub-mapper";
    public const string SessionNote = "oidc-usersessionmodel-note-mapper";
    public const string Acr = "oidc-acr-mapper";
    public const string Amr = "oidc-amr-mapper";

    /// <summary>Written by whoever made the realm; can put anything anywhere.</summary>
    public bool IsScript => Type.StartsWith("script-", StringComparison.Ordinal);

    /// <summary>Kinds that have no claim name write to places of their own.</summary>
    public bool IsInAccessToken => Is("access.token.claim") || Type is HardcodedRole or RoleName or PairwiseSubject || (!Settings.ContainsKey("access.token.claim") && IsOnUnlessSaid);

    /// <summary>The places from the outside in: a dot nests, <c>\.</c> is a dot. Empty where it writes no claim by name.</summary>
    public IReadOnlyList<string> Path => field ??= Split(ClaimName);

    /// <summary>The attribute of a user, or the property, that it shows; null for other kinds.</summary>
    public string? UserAttribute => Type is Attribute or Property ? Text("user.attribute") : null;

    public bool IsMultivalued => Is("multivalued");

    /// <summary>Keycloak's default is on.</summary>
    public bool HasFullPath => !Settings.TryGetValue("full.path", out var full) || full == "true";

    /// <summary>Keycloak's default is on.</summary>
    public bool HasManyOrganizations => !Settings.TryGetValue("multivalued", out var many) || many == "true";

    public string? Text(string key) => Settings.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    public bool Is(string key) => Settings.GetValueOrDefault(key) == "true";

    /// <summary>Whether it writes to that claim, or into it.</summary>
    public bool WritesInto(string claim) => Path is [var first, ..] && first == claim;

    /// <summary>Those that came later than their switch, and are on where a realm is older than it.</summary>
    private bool IsOnUnlessSaid => Type is AudienceResolve or Subject;

    private string? ClaimName => Type switch
    {
        Subject or PairwiseSubject => "sub",
        Acr => "acr",
        Amr => "amr",
        ClientRoles => Text("claim.name") ?? "resource_access.${client_id}.roles",
        RealmRoles => Text("claim.name") ?? "realm_access.roles",
        _ => Text("claim.name"),
    };

    private static List<string> Split(string? name)
    {
        var (steps, step) = (new List<string>(), new StringBuilder());
        for (var at = 0; at < (name ?? "").Length; at++)
        {
            if (name![at] == '\\' && at + 1 < name.Length && name[at + 1] is '.' or '\\')
            {
                step.Append(name[++at]);
            }
            else if (name[at] == '.')
            {
                steps.Add(step.ToString());
                step.Clear();
            }
            else
            {
                step.Append(name[at]);
            }
        }

        return step.Length == 0 && steps.Count == 0 ? steps : [.. steps, step.ToString()];
    }
}
