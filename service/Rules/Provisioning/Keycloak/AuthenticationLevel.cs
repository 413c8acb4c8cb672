namespace TokenBridge.Rules.Provisioning.Keycloak;

/// <summary>An <c>acr</c> and the level of authentication that Keycloak's browser flow reaches for it.</summary>
/// <param name="Acr">As rules require it.</param>
/// <param name="Level">Keycloak's number.</param>
/// <param name="Rules">Ids of the rules that require it.</param>
internal sealed record AuthenticationLevel(string Acr, int Level, IReadOnlyList<string> Rules);
