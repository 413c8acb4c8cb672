namespace TokenBridge.Host.Sts.Sessions;

/// <summary>What to do for a caller, by what the cache holds for him.</summary>
internal enum SessionRenewal
{
    /// <summary>There is nothing: ask STS, and wait.</summary>
    Obtain,

    /// <summary>Hand out what there is.</summary>
    HandOut,

    /// <summary>Hand out what there is, and fetch the next one in the background.</summary>
    HandOutAndRenew,

    /// <summary>Wait for a better one; hand out what there is where AWS gives none at the moment.</summary>
    RenewFirst,

    /// <summary>A renewal has just failed: hand out what there is, old as it is.</summary>
    HandOutStale,
}

/// <summary>
/// While AWS gives nothing better, a session is good until its end: an outage of STS is noticed by those alone who come for the first time.
/// </summary>
internal static class SessionRenewalRule
{
    /// <param name="found">What the cache holds; null where it holds nothing that an SDK would still take.</param>
    /// <param name="time">Looked at only where it decides.</param>
    public static SessionRenewal For((CachedSession Session, SessionAge Age)? found, TimeProvider time) =>
        found is not { } held ? SessionRenewal.Obtain
        : held.Age == SessionAge.Fresh ? SessionRenewal.HandOut
        : !held.Session.MayRenewAt(time.GetUtcNow()) ? SessionRenewal.HandOutStale
        : held.Age == SessionAge.Aging ? SessionRenewal.HandOutAndRenew
        : SessionRenewal.RenewFirst;
}
