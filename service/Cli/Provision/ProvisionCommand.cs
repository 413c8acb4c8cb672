using System.CommandLine;
using TokenBridge.Cli.Provision.Aws;
using TokenBridge.Cli.Provision.Drift;

namespace TokenBridge.Cli.Provision;

/// <summary><c>tokenbridge provision</c>: what the neighbours must be told, written from the rules.</summary>
internal static class ProvisionCommand
{
    public const string Name = "provision";

    public static Command Create() => new(Name, "Write from the rules what Keycloak and AWS must be told. Nothing is sent anywhere; the same rules give the same text. "
        + "Exit codes: 0 written, 1 the rules have faults, ask for what cannot be provisioned, or a file is there already, 2 the command line is wrong.")
    {
        ProvisionKeycloakCommand.Create(),
        ProvisionAwsCommand.Create(),
        ProvisionDriftCommand.Create(),
    };
}
