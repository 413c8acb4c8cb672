using TokenBridge.Host.Audit.Writing;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Health;

/// <summary>Whether credentials can be had: of every issuer that is required and of one at least, where records can be written, until the service is told to stop.</summary>
internal sealed class ServiceReadiness(IEnumerable<IssuerKeyRing> keyRings, AuditLog audit)
{
    private readonly IReadOnlyList<IssuerKeyRing> _rings = [.. keyRings];
    private volatile bool _isStopping;

    /// <summary>From now on it is not ready, although it still answers: balancers look away before the port closes.</summary>
    public void Stop() => _isStopping = true;

    public ReadinessState Look()
    {
        var issuers = _rings.Select(ring => new IssuerReadiness(ring.Id, ring.HasKeys, ring.Options.IsRequired, ring.LastSuccess, ring.LastFault)).ToList();
        var auditFault = audit.Failure;
        var hasKeys = issuers.Any(issuer => issuer.Keys) && issuers.All(issuer => issuer.Keys || !issuer.Required);
        return new ReadinessState(auditFault is null && hasKeys && !_isStopping, _isStopping, auditFault, issuers);
    }
}

/// <param name="IsReady">All of the following.</param>
/// <param name="IsStopping">It was told to stop.</param>
/// <param name="AuditFault">Why audit records cannot be written; null when they can.</param>
/// <param name="Issuers">One for each.</param>
internal sealed record ReadinessState(bool IsReady, bool IsStopping, string? AuditFault, IReadOnlyList<IssuerReadiness> Issuers)
{
    /// <summary>Whose tokens nobody can check yet; null where there is none.</summary>
    public IReadOnlyList<string>? WithoutKeys =>
        Issuers.Where(issuer => !issuer.Keys).Select(issuer => issuer.Id).ToList() is { Count: > 0 } ids ? ids : null;
}
