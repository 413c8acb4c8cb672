namespace TokenBridge.Host.Audit;

/// <summary>
/// What an exchange found out, stage by stage: the part of a record that is the same for every further exchange of the same token, decision and
/// cached session.
/// </summary>
/// <param name="Caller">Null where nobody knows even the issuer.</param>
/// <param name="Decision">Null where the rules were not asked.</param>
/// <param name="Session">Null where STS was not asked.</param>
internal sealed record ExchangeFacts(CallerPart? Caller, DecisionPart? Decision = null, SessionPart? Session = null)
{
    /// <summary>Bytes of facts that are kept written. A session policy and fifty tags may have more; they are written each time.</summary>
    private const int MostKept = 4096;

    /// <summary>Themselves as members of a record, a comma before each; null where they are written when needed.</summary>
    public byte[]? Written { get; private init; }

    /// <summary>The same to whoever writes a record: as text alone, where that is not too long.</summary>
    public ExchangeFacts Frozen() => AuditLine.Members(this) is { Length: <= MostKept } written ? new(Caller: null) { Written = written } : this;
}
