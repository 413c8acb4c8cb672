namespace TokenBridge.Protocol.Documents;

/// <summary>What an explanation may be asked with.</summary>
/// <param name="Role">A grant's name, a rule's id or a role ARN; null asks about the only role.</param>
internal sealed record ExplainRequestBody(string? Role);
