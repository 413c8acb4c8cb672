using System.CommandLine;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws;
using TokenBridge.Rules.Provisioning.Aws.Granting;

namespace TokenBridge.Cli.Provision.Aws;

/// <summary><c>tokenbridge provision aws</c>: what AWS must be told before the rules work.</summary>
internal static class ProvisionAwsCommand
{
    private const string ExitCodes = "Exit codes: 0 written, 1 faults in the rules or settings, or something that must be passed (nothing is written then), 2 the command line is wrong.";

    public static Command Create()
    {
        var options = new AwsOptionSet();
        var command = new Command(
            "aws",
            "Write the trust policy of every role that the rules give, for the configured strategy: exactly the tags, transitive keys, session names and source identities that the rules set; "
            + $"the OIDC provider; what the service's own role may do; a service control policy that keeps the tag keys for TokenBridge. {ExitCodes}");
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (parsed.UnmatchedTokens is [var stray, ..])
            {
                return await FaultLine.FailAsync(error, $"provision aws: '{stray}' is not known; see tokenbridge provision aws --help", ExitCode.Usage);
            }

            if (!Side(parsed, options).TryGet(out var side, out var wrong))
            {
                return await FaultLine.FailAsync(error, $"provision aws: {wrong.Text}", wrong.Code);
            }

            return AwsRules.Load(parsed.GetRequiredValue(options.Rules), side, error) is { } rules
                ? await AwsOutput.WriteAsync(AwsPlan.Of(rules, side), rules.Hash, parsed, options)
                : ExitCode.Failed;
        });
        return command;
    }

    private sealed record Wrong(string Text, int Code);

    private static Result<AwsSide, Wrong> Side(ParseResult parsed, AwsOptionSet options)
    {
        RoleArn? role = null;
        if (parsed.GetValue(options.ServiceRole) is { } written && !RoleArn.Read(written).TryGet(out role, out var notRole))
        {
            return new Wrong($"--service-role {notRole}", ExitCode.Usage);
        }

        if (!AwsValues.Read(parsed.GetRequiredValue(options.Values)).TryGet(out var values, out var notValues))
        {
            return new Wrong(notValues, ExitCode.Usage);
        }

        var variables = parsed.GetRequiredValue(options.Variables);
        if (Array.Find(variables, name => !Template.IsName(name)) is { } wrong)
        {
            return new Wrong($"--variable {SafeText.Quote(wrong)} is no name of a capture or claim", ExitCode.Usage);
        }

        if (variables.Length > 0 && parsed.GetRequiredValue(options.Format) != AwsOptionSet.Terraform)
        {
            return new Wrong("--variable goes with --format terraform only; pass --values", ExitCode.Usage);
        }

        return AwsSettingsFile.Read(parsed.GetRequiredValue(options.Settings)).TryGet(out var side, out var unread)
            ? side with { ServiceRole = role, Values = values, Variables = variables, SageMakerRole = parsed.GetValue(options.SageMakerRole) }
            : new Wrong(unread, ExitCode.Failed);
    }
}
