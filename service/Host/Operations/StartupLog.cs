namespace TokenBridge.Host.Operations;

/// <summary>What is said once, when the service starts.</summary>
internal static partial class StartupLog
{
    [LoggerMessage(10, LogLevel.Warning, "{Text}")]
    public static partial void Warning(ILogger logger, string text);
}
