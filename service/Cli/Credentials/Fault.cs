namespace TokenBridge.Cli.Credentials;

/// <summary>Why there are no credentials, for whoever ran the command. It holds nothing of a token.</summary>
/// <param name="Message">One sentence that says what to do.</param>
internal sealed record Fault(string Message);
