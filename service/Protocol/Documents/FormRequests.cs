using System.Text.Json.Serialization;

namespace TokenBridge.Protocol.Documents;

/// <summary>The form of RFC 8693, 2.1, as far as it is taken.</summary>
/// <param name="GrantType">There is one.</param>
/// <param name="SubjectToken">A Keycloak access token.</param>
/// <param name="SubjectTokenType">Access token or JWT.</param>
/// <param name="RequestedTokenType">There is one.</param>
/// <param name="Audience">The role.</param>
/// <param name="Resource">Likewise.</param>
internal sealed record TokenExchangeRequestBody(
    string GrantType, string SubjectToken, string SubjectTokenType, string? RequestedTokenType, string? Audience, string? Resource)
{
    /// <summary>Never prints the token.</summary>
    public override string ToString() => $"TokenExchangeRequestBody {{ {Audience} }}";
}

/// <summary>The form of the STS query protocol, as far as it is taken.</summary>
/// <param name="Action"><c>AssumeRoleWithWebIdentity</c> or <c>GetCallerIdentity</c>.</param>
/// <param name="Version">There is one.</param>
/// <param name="RoleArn">A role's ARN, a grant's name or a rule's id.</param>
/// <param name="RoleSessionName">Ignored: the rules say it.</param>
/// <param name="WebIdentityToken">A Keycloak access token.</param>
/// <param name="DurationSeconds">No longer than this.</param>
internal sealed record StsRequestBody(
    [property: JsonPropertyName("Action")] string Action,
    [property: JsonPropertyName("Version")] string Version,
    [property: JsonPropertyName("RoleArn")] string? RoleArn,
    [property: JsonPropertyName("RoleSessionName")] string? RoleSessionName,
    [property: JsonPropertyName("WebIdentityToken")] string? WebIdentityToken,
    [property: JsonPropertyName("DurationSeconds")] int? DurationSeconds)
{
    /// <summary>Never prints the token.</summary>
    public override string ToString() => $"StsRequestBody {{ {Action} }}";
}
