using TokenBridge.Host.Audit;
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
        var records = audit.IsHealthy;
        var hasKeys = issuers.Any(issuer => issuer.Keys) && issuers.All(issuer => issuer.Keys || !issuer.Required);
        return new ReadinessState(records && hasKeys && !_isStopping, _isStopping, records, issuers);
    }
}

/// <param name="IsReady">All of the following.</param>
/// <param name="IsStopping">It was told to stop.</param>
/// <param name="Records">Whether audit records can be written.</param>
/// <param name="Issuers">One for each.</param>
internal sealed record ReadinessState(bool IsReady, bool IsStopping, bool Records, IReadOnlyList<IssuerReadiness> Issuers)
{
    /// <summary>Whose tokens nobody can check yet; null where there is none.</summary>
    public IReadOnlyList<string>? WithoutKeys =>
        Issuers.Where(issuer => !issuer.Keys).Select(issuer => issuer.Id).ToList() is { Count: > 0 } ids ? ids : null;
}
