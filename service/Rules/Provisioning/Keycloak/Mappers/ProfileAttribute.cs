namespace TokenBridge.Rules.Provisioning.Keycloak.Mappers;

/// <summary>A user attribute that only administrators may edit.</summary>
/// <param name="Name">As mappers name it.</param>
/// <param name="IsList">Whether it may have several values.</param>
/// <param name="Rules">Ids of the rules that read the claim it fills.</param>
internal sealed record ProfileAttribute(string Name, bool IsList, IReadOnlyList<string> Rules);
