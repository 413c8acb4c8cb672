using TokenBridge.Development.Sts;

namespace TokenBridge.Testing;

/// <summary>
/// Cases that only read share the one running service of their class. What a case caused is counted from its beginning, for cases of one class run
/// one after another. A case that needs a first session, an empty cache, limits or metrics of its own starts a service of its own.
/// </summary>
public abstract class SharedBridgeTest
{
    private readonly int _before;

    private protected SharedBridgeTest(ReadyBridge ready)
    {
        Bridge = ready.Bridge;
        _before = Bridge.Sts.Requests.All.Count;
    }

    private protected Bridge Bridge { get; }

    /// <summary>Since the case began.</summary>
    private protected IEnumerable<RecordedRequest> StsCalls => Bridge.Sts.Requests.All.Skip(_before);
}
