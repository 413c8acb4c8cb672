using System.CommandLine;
using TokenBridge.Cli.Provision.Aws;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws;
using TokenBridge.Rules.Provisioning.Aws.Granting;
using TokenBridge.Rules.Provisioning.Drift;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Cli.Provision.Drift;

/// <summary><c>tokenbridge provision drift</c>: what is at AWS and at Keycloak beside what the rules need there.</summary>
internal static class ProvisionDriftCommand
{
    public static Command Create()
    {
        var options = new DriftOptionSet();
        var command = new Command(
            "drift",
            "Compare roles and a realm, as other tools print them, with what provision aws and provision keycloak would write for the same rules. Nothing is asked for over the network. "
            + "Policies are compared by what they say: the order of statements and values, and one text or a list of one, are the same. "
            + "Exit codes: 0 no differences, 1 differences, 2 the command line, the rules, the settings or a file is wrong.");
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (parsed.UnmatchedTokens is [var stray, ..])
            {
                return await FaultLine.FailAsync(error, $"provision drift: '{stray}' is not known; see tokenbridge provision drift --help", ExitCode.Usage);
            }

            if (parsed.GetValue(options.Roles) is null && parsed.GetValue(options.RealmExport) is null)
            {
                return await FaultLine.FailAsync(error, "provision drift: pass what is there: --roles FOLDER|FILE, --realm-export FILE, or both", ExitCode.Usage);
            }

            if (!Side(parsed, options).TryGet(out var side, out var wrong))
            {
                return await FaultLine.FailAsync(error, $"provision drift: {wrong}", ExitCode.Usage);
            }

            // Their faults stand on standard error already.
            return AwsRules.Load(parsed.GetRequiredValue(options.Rules), side, error) is { } rules ? await CompareAsync(parsed, options, side, rules) : ExitCode.Usage;
        });
        return command;
    }

    private static async Task<int> CompareAsync(ParseResult parsed, DriftOptionSet options, AwsSide side, RuleSet rules)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var differences = new List<Difference>();
        foreach (var compared in new[] { Roles(parsed, options, side, rules), Realm(parsed, options, side, rules) })
        {
            if (!compared.TryGet(out var found, out var faults))
            {
                foreach (var fault in faults.Lines)
                {
                    await FaultLine.FailAsync(error, $"provision drift: {fault}", ExitCode.Usage);
                }

                return ExitCode.Usage;
            }

            differences.AddRange(found);
        }

        if (parsed.GetRequiredValue(options.Format) == DriftOptionSet.Json)
        {
            DriftOutput.WriteJson(output, differences);
        }
        else
        {
            DriftOutput.WriteTable(output, differences);
        }

        return differences.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private sealed record Faults(IReadOnlyList<string> Lines);

    private static Result<IReadOnlyList<Difference>, Faults> Roles(ParseResult parsed, DriftOptionSet options, AwsSide side, RuleSet rules)
    {
        if (parsed.GetValue(options.Roles) is not { } path)
        {
            return Result<IReadOnlyList<Difference>, Faults>.Success([]);
        }

        var plan = AwsPlan.Of(rules, side);
        if (plan.Problems.Count > 0)
        {
            return new Faults(plan.Problems);
        }

        var account = parsed.GetValue(options.Account);
        if (account is not null && !plan.Accounts.Contains(account, StringComparer.Ordinal))
        {
            return new Faults([$"the rules give no role in account {account}; there are {string.Join(", ", plan.Accounts)}"]);
        }

        if (!DriftFiles.ReadRoles(path).TryGet(out var existing, out var unread))
        {
            return new Faults([unread]);
        }

        return Result<IReadOnlyList<Difference>, Faults>.Success(account is null
            ? RoleDrift.Of(plan, existing)
            : RoleDrift.Of(plan.Of(account), [.. existing.Where(role => role.Account == account)]));
    }

    private static Result<IReadOnlyList<Difference>, Faults> Realm(ParseResult parsed, DriftOptionSet options, AwsSide side, RuleSet rules)
    {
        if (parsed.GetValue(options.RealmExport) is not { } path)
        {
            return Result<IReadOnlyList<Difference>, Faults>.Success([]);
        }

        if (!DriftFiles.ReadRealm(path).TryGet(out var realm, out var unread))
        {
            return new Faults([unread]);
        }

        var issuer = side.Issuers.FirstOrDefault(issuer => issuer.Url.EndsWith($"/realms/{Uri.EscapeDataString(realm.Name)}", StringComparison.Ordinal));
        return issuer is null
            ? new Faults([$"{path} is the realm {realm.Name}; the settings have no issuer whose URL ends with /realms/{realm.Name}"])
            : Result<IReadOnlyList<Difference>, Faults>.Success(RealmDrift.Of(realm, TokenNeeds.Of(rules), parsed.GetRequiredValue(options.Audience), issuer.Clients));
    }

    private static Result<AwsSide, string> Side(ParseResult parsed, DriftOptionSet options)
    {
        RoleArn? role = null;
        return parsed.GetValue(options.ServiceRole) is { } written && !RoleArn.Read(written).TryGet(out role, out var notRole) ? $"--service-role {notRole}"
            : !AwsValues.Read(parsed.GetRequiredValue(options.Values)).TryGet(out var values, out var notValues) ? notValues
            : AwsSettingsFile.Read(parsed.GetRequiredValue(options.Settings)).TryGet(out var side, out var unread) ? side with { ServiceRole = role, Values = values }
            : unread;
    }
}
