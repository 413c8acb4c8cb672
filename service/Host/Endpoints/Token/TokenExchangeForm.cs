using Microsoft.Extensions.Primitives;
using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Host.Endpoints.Token;

/// <summary>The form of a token exchange, in the words of <see cref="TokenExchangeChecks"/>. Never prints the token.</summary>
internal sealed class TokenExchangeForm(FormBody form, StringValues authorization)
{
    public ReadOnlyMemory<char> Token { get; } = BearerToken.Trim((form["subject_token"] ?? "").AsMemory());

    /// <summary>Those that audience and resource name, each once.</summary>
    public IReadOnlyList<string> Roles { get; } =
        [.. form.All("audience").Concat(form.All("resource")).Where(role => role.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Null where it is left out.</summary>
    public string? this[string name] => form[name] is { Length: > 0 } value ? value : null;

    /// <summary>A parameter that stands more than once and may not; null where none does.</summary>
    public string? Repeated => form.Names.FirstOrDefault(name => name is not ("audience" or "resource") && form.All(name).Count > 1);

    public bool HasClientAuthenticationInHeader => authorization.Any(IsBasic);

    /// <summary>In the body.</summary>
    public bool HasClientAuthentication =>
        this["client_secret"] is not null || this["client_assertion"] is not null || this["client_assertion_type"] is not null;

    /// <summary>A token in the header as well must be the same: two identities in one request are none.</summary>
    public bool HasAnotherToken =>
        !AuthorizationHeader.Read(authorization).TryGet(out var bearer, out _) || !(bearer.IsEmpty || bearer.Span.SequenceEqual(Token.Span));

    private static bool IsBasic(string? authorization) => authorization?.TrimStart().StartsWith("Basic", StringComparison.OrdinalIgnoreCase) == true;
}
