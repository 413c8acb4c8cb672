namespace TokenBridge.Host.Audit.Records;

/// <summary>
/// What an exchange found out, stage by stage: the part of a record that is the same for every further exchange of the same token, decision and
/// cached session.
/// </summary>
/// <param name="Caller">Null where nobody knows even the issuer.</param>
/// <param name="Decision">Null where the rules were not asked.</param>
/// <param name="Session">Null where STS was not asked.</param>
internal sealed record ExchangeFacts(CallerPart? Caller, DecisionPart? Decision = null, SessionPart? Session = null)
{
    /// <summary>Themselves as members of a record, a comma before each; null where they are written when needed.</summary>
    public byte[]? Written { get; init; }
}
