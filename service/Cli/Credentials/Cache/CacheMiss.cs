namespace TokenBridge.Cli.Credentials.Cache;

/// <summary>Nothing kept is to be had.</summary>
/// <param name="Fault">Why the run must end here: what is on disk must not be trusted. Null where the service is simply asked.</param>
internal sealed record CacheMiss(Fault? Fault)
{
    public static readonly CacheMiss AskTheService = new(Fault: null);

    public static CacheMiss Distrusted(string message) => new(new Fault(message));
}
