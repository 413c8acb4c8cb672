namespace TokenBridge.Protocol.Terminal;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It could not do what it was asked, although it was asked well.</summary>
    public const int Failed = 1;

    /// <summary>The command line, the configuration or the rules are wrong; every fault is on standard error.</summary>
    public const int Usage = 2;
}
