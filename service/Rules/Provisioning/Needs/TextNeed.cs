namespace TokenBridge.Rules.Provisioning.Needs;

/// <summary>A text that rules ask for: an <c>acr</c>, a pattern over groups or organizations, the id of an issuer or of a client.</summary>
/// <param name="Text">As written.</param>
/// <param name="Rules">Ids of the rules that ask for it, in the order of the files.</param>
internal sealed record TextNeed(string Text, IReadOnlyList<string> Rules);
