using System.CommandLine;

#if WITH_DEVELOPMENT
using TokenBridge.Host.Commands.Dev;
#else
using TokenBridge.Protocol.Terminal;
#endif

namespace TokenBridge.Host.Commands;

/// <summary>The verb <c>dev</c>, which a build for an image (<c>-p:WithDevelopment=false</c>) does not have and says so.</summary>
internal static class DevVerb
{
#if WITH_DEVELOPMENT
    public static Command Create() => DevCommand.Create();
#else
    private const string Absent =
        "this build has no dev: the embedded realm and STS, whose passwords are public, were left out of it; "
        + "try it out from the source with: dotnet run --project service/Host -- dev";

    public static Command Create()
    {
        var command = new Command("dev", "Not in this build.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parsed, _) => FaultLine.FailAsync(parsed.InvocationConfiguration.Error, Absent, ExitCode.Usage));
        return command;
    }
#endif
}
