namespace TokenBridge.Host.Sts.Sessions;

/// <summary>What a cached session is still good for.</summary>
internal enum SessionAge
{
    /// <summary>More than half of its life is left: it is handed out.</summary>
    Fresh,

    /// <summary>Half of its life is over, and no SDK asks for a better one yet: it is handed out, and the next one is fetched in the background.</summary>
    Aging,

    /// <summary>An SDK that asks now wants a better one: this one is handed out only where there is none to be had.</summary>
    Ending,
}

/// <summary>A session in the cache. Thread-safe.</summary>
internal sealed class CachedSession(AwsCredentials credentials)
{
    /// <summary>boto3 and the SDK for .NET ask again when less is left, the others later.</summary>
    private static readonly TimeSpan SdkHorizon = TimeSpan.FromMinutes(15);

    /// <summary>An SDK takes credentials for expired that have less to live.</summary>
    private static readonly TimeSpan LeastLife = TimeSpan.FromSeconds(60);

    /// <summary>After a renewal that failed.</summary>
    public static readonly TimeSpan RenewalPause = TimeSpan.FromSeconds(5);

    private long _renewableFrom;

    public AwsCredentials Credentials { get; } = credentials;

    /// <returns>Null once it must not be handed out.</returns>
    public SessionAge? AgeAt(DateTimeOffset now)
    {
        var left = Credentials.Expiration - now;
        return left <= LeastLife ? null
            : left > (Credentials.Expiration - Credentials.IssuedAt) / 2 ? SessionAge.Fresh
            : left > SdkHorizon ? SessionAge.Aging
            : SessionAge.Ending;
    }

    public bool MayRenewAt(DateTimeOffset now) => now.UtcTicks >= Volatile.Read(ref _renewableFrom);

    public void PostponeRenewal(DateTimeOffset now) => Volatile.Write(ref _renewableFrom, (now + RenewalPause).UtcTicks);
}
