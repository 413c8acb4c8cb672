using System.Text.Json;

namespace TokenBridge.Rules.Model;

/// <summary>A person or workload whose access token was verified. Only the token validator makes one outside tests.</summary>
/// <remarks>Immutable and shared between requests that bring the same token.</remarks>
internal sealed class CallerIdentity
{
    /// <summary>The operator's name of the issuer, as in the configuration; rules, logs and metrics show it.</summary>
    public required string IssuerId { get; init; }

    /// <summary>The <c>iss</c> claim.</summary>
    public required string Issuer { get; init; }

    /// <summary>The <c>sub</c> claim: 1 to 255 characters, no control characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The <c>azp</c> claim: the client that got the token.</summary>
    public string? Client { get; init; }

    /// <summary>The <c>acr</c> claim, where it is a string, as a required login wants it. Conditions of rules read it from <see cref="Claims"/>.</summary>
    public string? Acr { get; init; }

    /// <summary>The <c>sid</c> claim: the Keycloak session.</summary>
    public string? SessionId { get; init; }

    /// <summary>The <c>jti</c> claim.</summary>
    public string? TokenId { get; init; }

    /// <summary>The <c>groups</c> claim as it came; values that are no absolute paths grant nothing.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary><c>realm_access.roles</c>.</summary>
    public IReadOnlyList<string> RealmRoles { get; init; } = [];

    /// <summary><c>resource_access.{client}.roles</c> by client.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ClientRoles { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The <c>organization</c> claim; read anew by whoever asks, which most rules never do.</summary>
    public OrganizationClaim Organizations => OrganizationClaim.Of(Claims);

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The <c>exp</c> claim, without any skew.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The <c>auth_time</c> claim, when the person logged in; null where it is absent or no whole number of seconds.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>The whole payload, a JSON object without duplicate members whose strings are valid UTF-16.</summary>
    public required JsonElement Claims { get; init; }
}
