using System.CommandLine;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Aws;
using TokenBridge.Rules.Provisioning.Aws.Writing;

namespace TokenBridge.Cli.Provision.Aws;

/// <summary>Writes a plan, or what is missing for one and then nothing.</summary>
internal static class AwsOutput
{
    public static async Task<int> WriteAsync(AwsPlan plan, string hash, ParseResult parsed, AwsOptionSet options)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (plan.Problems.Count > 0)
        {
            foreach (var problem in plan.Problems)
            {
                await FaultLine.FailAsync(error, problem, ExitCode.Failed);
            }

            return ExitCode.Failed;
        }

        var (account, format) = (parsed.GetValue(options.Account), parsed.GetRequiredValue(options.Format));
        var accounts = plan.Accounts;
        if (account is not null && !accounts.Contains(account, StringComparer.Ordinal))
        {
            return await FaultLine.FailAsync(error, $"the rules give no role in account {SafeText.Quote(account)}; there are {Listed(accounts)}", ExitCode.Failed);
        }

        if (account is null && format != AwsOptionSet.Json && accounts.Count > 1)
        {
            return await FaultLine.FailAsync(error, $"the roles stand in several accounts, each with a file of its own; pass --account with one of {Listed(accounts)}", ExitCode.Failed);
        }

        foreach (var note in plan.Notes)
        {
            await error.WriteLineAsync($"note: {SafeText.OneLine(note)}");
        }

        var isWhole = account is null && format == AwsOptionSet.Json;
        account ??= accounts is [var only, ..] ? only : "";
        var part = isWhole ? plan : plan.Of(account);
        if (format == AwsOptionSet.CloudFormation && CloudFormationTemplate.ResourcesOf(part) is > CloudFormationTemplate.MostResources and var count)
        {
            return await FaultLine.FailAsync(
                error, $"CloudFormation takes {CloudFormationTemplate.MostResources} resources in a template, and these are {count}; pass fewer --values at a time, or take --format terraform", ExitCode.Failed);
        }

        var text = Text(part, account, format, hash);
        return ProvisionOutput.Write(parsed.InvocationConfiguration.Output, parsed.GetValue(options.Out), parsed.GetValue(options.Force), text) is { } failure
            ? await FaultLine.FailAsync(error, failure, ExitCode.Failed)
            : ExitCode.Done;
    }

    private static string Text(AwsPlan plan, string account, string format, string hash) => format switch
    {
        AwsOptionSet.Terraform => TerraformFile.Write(plan, account, hash),
        AwsOptionSet.CloudFormation => PlanText.Of(CloudFormationTemplate.Of(plan, account, hash)),
        _ => PlanText.Of(PlanJson.Of(plan, hash)),
    };

    private static string Listed(IEnumerable<string> accounts) => string.Join(", ", accounts);
}
