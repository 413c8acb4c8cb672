namespace TokenBridge.Host.Tokens;

/// <summary>One Keycloak realm whose tokens are accepted: <c>TokenBridge:Issuers:{id}</c>.</summary>
internal sealed record IssuerOptions
{
    /// <summary>The operator's name for it: 1 to 64 of <c>[A-Za-z0-9_-]</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Compared ordinally with <c>iss</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>At least one of these must be in <c>aud</c>; never empty.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>The clients (<c>azp</c>) that are let in; null lets in any.</summary>
    public IReadOnlyList<string>? Clients { get; init; }

    /// <summary>Where the discovery document is; https, or http on loopback or where <see cref="AllowHttp"/> is set.</summary>
    public required Uri MetadataAddress { get; init; }

    /// <summary>JWS algorithms; a subset of RS, PS and ES with 256, 384 and 512.</summary>
    public required IReadOnlyList<string> Algorithms { get; init; }

    public required bool AllowHttp { get; init; }

    /// <summary>Whether the service is not ready while this realm's keys were never read.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary><c>exp - iat</c> above it is refused.</summary>
    public required TimeSpan MaxTokenLifetime { get; init; }

    /// <summary>How far the realm's clock may differ from ours.</summary>
    public required TimeSpan ClockSkew { get; init; }

    /// <summary>Pause between background reads of JWKS and of the realm's not-before.</summary>
    public required TimeSpan KeyRefresh { get; init; }

    /// <summary>At most one refresh for unknown <c>kid</c>s in this time.</summary>
    public required TimeSpan UnknownKeyInterval { get; init; }
}
