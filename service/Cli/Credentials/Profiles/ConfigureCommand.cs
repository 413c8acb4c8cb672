using System.CommandLine;
using System.Text;
using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Cli.Credentials.Tokens;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Credentials.Profiles;

/// <summary><c>tokenbridge credentials configure</c>: a profile in <c>~/.aws/config</c> for every role that the caller may have.</summary>
internal static class ConfigureCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var options = new CredentialsOptionSet();
        var write = new Option<bool>("--write") { Description = "Write the file; without it the change is only shown." };
        var region = new Option<string?>("--region") { Description = "The region that the profiles name; default: what stands in the profile already, else each rule's own, where it has one." };
        var command = new Command(
            "configure",
            "Show, as a unified diff, a profile tokenbridge-NAME in ~/.aws/config (or $AWS_CONFIG_FILE) for every role that the token's owner may have; with --write, write it. "
            + "Profiles of an earlier run are updated, or dropped where the role is no longer granted; nothing else in the file is touched.")
        {
            options.Url, options.AllowHttp, options.TokenFile, options.TokenStdin, region, write,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (!options.Read(parsed, environment).TryGet(out var query, out var fault))
            {
                return await FaultLine.FailAsync(error, fault.Message, ExitCode.Usage);
            }

            if (parsed.GetValue(region) is { } named && !AwsProfile.IsRegion(named))
            {
                return await FaultLine.FailAsync(error, "--region is no AWS region; write one such as eu-central-1", ExitCode.Usage);
            }

            if (!AwsConfigFile.Locate(environment).TryGet(out var path, out fault))
            {
                return await FaultLine.FailAsync(error, fault.Message, ExitCode.Usage);
            }

            var read = await ReadRolesAsync(query, environment.Time, cancellationToken);
            if (!read.TryGet(out var roles, out var refusal))
            {
                return await FaultLine.FailAsync(error, refusal.Message, ExitCode.Failed);
            }

            var command = new ProfileCommand(environment.Program, query, parsed.GetValue(options.AllowHttp));
            var profiles = AwsProfile.Of(roles, command, parsed.GetValue(region));
            return await ChangeAsync(path, query, profiles, parsed.GetValue(region) is not null, parsed.GetValue(write), output, error);
        });
        return command;
    }

    private static async Task<Result<GrantedRole[], Fault>> ReadRolesAsync(CredentialsQuery query, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = await query.Token.ReadAsync(cancellationToken);
        if (!read.TryGet(out var token, out var fault))
        {
            return fault;
        }

        using var service = new ServiceConnection(query.Service, time);
        var asked = await service.GetAsync(query.Service.Roles, token, cancellationToken, GrantedRole.MostBytes);
        return !asked.TryGet(out var answer, out fault) ? fault
            : answer.Status == 200 && GrantedRole.Read(answer.Body) is { } roles ? roles
            : new Fault(RefusalLine.Of(answer, query.Service, token));
    }

    private static async Task<int> ChangeAsync(
        string path, CredentialsQuery query, IReadOnlyList<AwsProfile> profiles, bool isRegionNamed, bool isToBeWritten, TextWriter output, TextWriter error)
    {
        if (!AwsConfigFile.Read(path).TryGet(out var file, out var fault))
        {
            return await FaultLine.FailAsync(error, fault.Message, ExitCode.Failed);
        }

        profiles = isRegionNamed ? profiles : WrittenRegions.Keep(file.Text, query.Service, profiles);
        if (!AwsConfigText.With(file.Text, query.Service, profiles).TryGet(out var changed, out var conflict))
        {
            return await FaultLine.FailAsync(error, $"{path}, {conflict.Message}", ExitCode.Failed);
        }

        var diff = UnifiedDiff.Of(path, file.Text, changed);
        await output.WriteAsync(diff);
        if (diff.Length > 0 && isToBeWritten && file.Write(changed) is { } unwritten)
        {
            return await FaultLine.FailAsync(error, unwritten.Message, ExitCode.Failed);
        }

        await CredentialsCommand.WarnAsync(query.Token, error);
        await error.WriteAsync(Closing(path, query, profiles, isUnchanged: diff.Length == 0, isToBeWritten));
        return ExitCode.Done;
    }

    private static string Closing(string path, CredentialsQuery query, IReadOnlyList<AwsProfile> profiles, bool isUnchanged, bool isWritten)
    {
        var text = new StringBuilder();
        text.Append(isUnchanged ? $"{path} is as it should be.\n" : isWritten ? $"{path} is written.\n" : $"Nothing is written yet; say --write to change {path}.\n");
        if (profiles.Count == 0)
        {
            return text.Append($"{query.Service} grants no role to this token, so there is no profile.\n").ToString();
        }

        if (query.Token is not TokenSource.File)
        {
            text.Append("The profiles name no token file: each run takes the token from TOKENBRIDGE_TOKEN or TOKENBRIDGE_TOKEN_FILE. Say --token-file to write one into them.\n");
        }

        if (profiles.Any(profile => profile.Region is null))
        {
            text.Append("Profiles without a region need AWS_REGION and AWS_DEFAULT_REGION, or say --region eu-central-1 to write one into them.\n");
        }

        return text.Append(
            $"""

            Use one:  export AWS_PROFILE={profiles[0].Name}
            Keys in the environment win over a profile:  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN

            When TokenBridge refuses, the default chains of the AWS SDKs for Java and JavaScript go on to the next provider, at last to the machine's own role. Stop them:
              export AWS_EC2_METADATA_DISABLED=true
              unset AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN
            or name the profile in code: ProfileCredentialsProvider.create("{profiles[0].Name}"), fromIni(profile "{profiles[0].Name}"); these ask nobody else.

            """).ToString();
    }
}
