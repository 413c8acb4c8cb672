namespace TokenBridge.Cli.Loopback;

/// <param name="Status">An HTTP status code.</param>
/// <param name="Body">JSON; the length goes out with it.</param>
/// <param name="RetryAfter">Whole seconds go out; null: no such header.</param>
internal sealed record LoopbackAnswer(int Status, byte[] Body, TimeSpan? RetryAfter = null);
