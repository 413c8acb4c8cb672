using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands;

/// <summary>What stands on the command line of <c>serve</c> or <c>doctor</c> and is no setting.</summary>
internal static class UnknownArgument
{
    private static readonly string[] Known = [.. ProgramVerbs.OfService, .. ProgramVerbs.OfCommand, "--help", "--version", "--config"];

    /// <summary>Flags reach the configuration as they are, so one that is no setting would vanish there.</summary>
    public static string? FirstOf(IReadOnlyList<string> flags)
    {
        for (var index = 0; index < flags.Count; index++)
        {
            var flag = flags[index];
            var isSetting = flag.StartsWith("--TokenBridge:", StringComparison.OrdinalIgnoreCase)
                || flag.StartsWith("--Urls", StringComparison.OrdinalIgnoreCase)
                || flag.StartsWith("--Logging:", StringComparison.OrdinalIgnoreCase)
                || flag.StartsWith("--Kestrel:", StringComparison.OrdinalIgnoreCase)
                || flag.StartsWith("--AllowedHosts", StringComparison.OrdinalIgnoreCase);
            if (!isSetting)
            {
                return flag;
            }

            if (!flag.Contains('=', StringComparison.Ordinal))
            {
                index++;
            }
        }

        return null;
    }

    public static string Say(string argument) => DidYouMean.Nearest(argument, Known) is { } meant
        ? $"tokenbridge: '{SafeText.OneLine(argument)}' is neither a command nor a setting; did you mean {meant}? See {ProgramVerbs.Service} --help"
        : $"tokenbridge: '{SafeText.OneLine(argument)}' is neither a command nor a setting; settings look like --TokenBridge:Sts:Region eu-central-1. See {ProgramVerbs.Service} --help";
}
