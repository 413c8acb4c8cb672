using System.CommandLine;
using Amazon.Runtime;
using TokenBridge.Host.Commands.Doctor.Realms;
using TokenBridge.Host.Settings;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary><c>tokenbridge-service doctor</c>: what <c>serve</c> with the same configuration would run into, before anybody else does.</summary>
internal static class DoctorCommand
{
    private const string Text = "text";

    private const string Json = "json";

    public static Command Create(AWSCredentials? identity, TimeProvider time)
    {
        var config = new Option<string?>("--config") { Description = "A further JSON file, read after appsettings.json." };
        var assume = new Option<bool>("--assume") { Description = "Also ask STS for each role that the rules name in full: 15 minutes, session name tokenbridge-doctor, thrown away at once." };
        var token = new Option<string?>("--token") { Description = "Also look at the Keycloak access token in FILE (- is standard input): what it holds, what the rules say, and what to fix.", HelpName = "FILE" };
        var realm = new RealmOptions();
        var format = new Option<string>("--format") { Description = "text for people, json for programs.", DefaultValueFactory = _ => Text };
        format.AcceptOnlyFromAmong(Text, Json);
        var command = new Command(
            "doctor",
            "Check everything that serve with the same configuration (file, environment, flags) will need: configuration, realms and clocks, rules and their tests, STS and the AWS identity, "
            + "the signing key, the audit log. Says what to fix. Exit codes: 0 no fault, 1 faults, 2 the command line is wrong.")
        {
            config, assume, token, format,
        };
        realm.AddTo(command);
        command.TreatUnmatchedTokensAsErrors = false;
        // Whatever it waits for: a file that nobody writes, a realm that does not answer.
        command.SetAction((parsed, controlC) => Interruption.WatchAsync(async cancellationToken =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var file = parsed.GetValue(config);
            if (UnknownArgument.FirstOf(parsed.UnmatchedTokens) is { } unknown)
            {
                return await FaultLine.FailAsync(error, $"doctor: '{unknown}' is neither an option nor a setting; settings look like --TokenBridge:Sts:Region eu-central-1", ExitCode.Usage);
            }

            if (file is not null && !File.Exists(file))
            {
                return await FaultLine.FailAsync(error, $"doctor: --config {file} does not exist", ExitCode.Usage);
            }

            if (!realm.Read(parsed).TryGet(out var wanted, out var contradiction))
            {
                return await FaultLine.FailAsync(error, $"doctor: {contradiction}", ExitCode.Usage);
            }

            string? read = null;
            if (parsed.GetValue(token) is { } source)
            {
                if (!(await TokenFile.ReadAsync(source, cancellationToken)).TryGet(out var text, out var unread))
                {
                    return await FaultLine.FailAsync(error, $"doctor: --token {source}: {unread}", ExitCode.Usage);
                }

                read = text.ToString();
            }

            var diagnoses = await new Examination(identity, time, parsed.GetValue(assume), read, wanted.Request).RunAsync(new ConfigurationSources(file, parsed.UnmatchedTokens), cancellationToken);
            if (parsed.GetValue(format) == Json)
            {
                DiagnosisPage.WriteJson(output, diagnoses);
            }
            else
            {
                await DiagnosisPage.WriteTextAsync(output, TerminalStyle.ForConsole(), diagnoses);
            }

            return diagnoses.Any(row => row.State == DiagnosisState.Fault) ? ExitCode.Failed : ExitCode.Done;
        }, controlC));
        return command;
    }
}
