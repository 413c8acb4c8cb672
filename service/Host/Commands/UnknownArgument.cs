using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands;

/// <summary>What stands on the command line of <c>serve</c> or <c>doctor</c> and is no setting.</summary>
internal static class UnknownArgument
{
    private const string Development = "dev";

#if WITH_DEVELOPMENT
    private static readonly string[] Commands = ["serve", Development, "rules", "credentials", "doctor", "--help", "--version", "--config"];
#else
    private static readonly string[] Commands = ["serve", "rules", "credentials", "doctor", "--help", "--version", "--config"];
#endif

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

    /// <remarks>Only a build without the embedded realm gets to see <c>dev</c> here.</remarks>
    public static string Say(string stray) => stray == Development
        ? $"tokenbridge: '{Development}' is not in this build: it holds no embedded realm. Build the service from its source for it"
        : NearestName.Of(stray, Commands) is { } meant
        ? $"tokenbridge: '{OneLine.Of(stray)}' is neither a command nor a setting; did you mean {meant}? See tokenbridge-service --help"
        : $"tokenbridge: '{OneLine.Of(stray)}' is neither a command nor a setting; settings look like --TokenBridge:Sts:Region eu-central-1. See tokenbridge-service --help";
}
