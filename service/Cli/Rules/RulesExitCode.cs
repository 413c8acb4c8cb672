using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Rules;

/// <summary>What <c>rules check</c> and <c>rules test</c> say when they end.</summary>
internal static class RulesExitCode
{
    /// <summary>No fault, no failed test; warnings alone are clean, but for <c>--strict</c>.</summary>
    public const int Clean = ExitCode.Done;

    /// <summary>A fault or a failed test, or with <c>--strict</c> a warning.</summary>
    public const int Findings = ExitCode.Failed;

    /// <summary>The command line is wrong; nothing was looked at.</summary>
    public const int Usage = ExitCode.Usage;

    public const string Help = "Exit codes: 0 clean, 1 faults or failed tests (with --strict warnings too), 2 the command line is wrong.";
}
