using System.CommandLine;
using System.Globalization;
using TokenBridge.Cli.Rules;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Provisioning.Keycloak;
using TokenBridge.Rules.Provisioning.Keycloak.Writing;

namespace TokenBridge.Cli.Provision;

/// <summary><c>tokenbridge provision keycloak RULES...</c>: what a realm must have for the rules to decide.</summary>
internal static class ProvisionKeycloakCommand
{
    private const string Json = "json";

    private const string Kcadm = "kcadm";

    private const string Terraform = "terraform";

    public static Command Create()
    {
        var rules = new Argument<string[]>("RULES") { Description = "Rules files, and folders whose *.yaml files are taken; together one rule set.", Arity = ArgumentArity.OneOrMore };
        RulesOptionSet.RefuseOptions(rules);
        var audience = new Option<string>("--audience") { Description = "What TokenBridge accepts in aud.", DefaultValueFactory = _ => "tokenbridge" };
        var client = new Option<string>("--client") { Description = "The client where people log in.", DefaultValueFactory = _ => "notebook" };
        var format = new Option<string>("--format") { Description = "json for the admin API's partial import, kcadm for a script around Keycloak's own command line, terraform for the provider keycloak/keycloak.", DefaultValueFactory = _ => Json };
        format.AcceptOnlyFromAmong(Json, Kcadm, Terraform);
        var scope = new Option<string>("--scope") { Description = "tokenbridge for what the rules read; aws-session-tags for the claims that AWS reads itself, where Keycloak's own token goes to STS (strategy PassThrough).", DefaultValueFactory = _ => RealmProvision.ScopeName };
        scope.AcceptOnlyFromAmong(RealmProvision.ScopeName, AwsTagScope.Name);
        var level = new Option<string[]>("--level") { Description = "acr=NUMBER: the level of authentication for an acr that rules require; repeat. A single one is 2 unless told.", DefaultValueFactory = _ => [] };
        var strict = new Option<bool>("--strict") { Description = "What mappers cannot express is an error, and nothing is written." };
        var (path, force) = (ProvisionOutput.Out(), ProvisionOutput.Force());
        var command = new Command("keycloak", "Write a client scope with exactly the mappers that the rules need, the user profile and the clients, or with --scope aws-session-tags the claim mappers for AWS. What a person must still do is said on standard error.")
        {
            rules, audience, client, format, scope, level, strict, path, force,
        };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (parsed.UnmatchedTokens is [var stray, ..])
            {
                return Tell(error, ExitCode.Usage, $"{SafeText.Quote(stray)} is not known; see tokenbridge provision keycloak --help");
            }

            if (!ReadLevels(parsed.GetRequiredValue(level), out var levels, out var wrongLevel))
            {
                return Tell(error, ExitCode.Usage, wrongLevel);
            }

            var request = new RealmRequest(parsed.GetRequiredValue(audience), parsed.GetRequiredValue(client), levels);
            if (request.Faults().ToList() is { Count: > 0 } wrong)
            {
                return Tell(error, ExitCode.Usage, [.. wrong]);
            }

            if (ProvisionRules.Load(parsed.GetRequiredValue(rules), error) is not { } ruleSet)
            {
                return ExitCode.Failed;
            }

            var written = parsed.GetRequiredValue(scope) == AwsTagScope.Name
                ? KeycloakDocument.OfTags(AwsTagScope.Of(ruleSet), parsed.GetRequiredValue(format))
                : RealmProvisioning.Of(ruleSet, request).Match(provision => KeycloakDocument.Of(provision, parsed.GetRequiredValue(format)), KeycloakDocument.Refused);
            return Finish(parsed, written, parsed.GetValue(strict), parsed.GetValue(path), parsed.GetValue(force));
        });
        return command;
    }

    private static int Finish(ParseResult parsed, KeycloakDocument document, bool isStrict, string? path, bool force)
    {
        var error = parsed.InvocationConfiguration.Error;
        foreach (var note in document.Notes)
        {
            error.WriteLine($"note: {note}");
        }

        foreach (var gap in document.Gaps)
        {
            error.WriteLine($"{(isStrict ? "error" : "warning")}: {gap}");
        }

        if (document.Faults.Count > 0 || (isStrict && document.Gaps.Count > 0))
        {
            return Tell(error, ExitCode.Failed, [.. document.Faults, .. document.Faults.Count == 0 ? ["nothing was written, because mappers cannot express all of the rules (--strict)"] : Array.Empty<string>()]);
        }

        return ProvisionOutput.Write(parsed.InvocationConfiguration.Output, path, force, document.Text) is { } failure ? Tell(error, ExitCode.Failed, failure) : ExitCode.Done;
    }

    private static int Tell(TextWriter error, int code, params string[] lines)
    {
        foreach (var line in lines)
        {
            error.WriteLine($"tokenbridge provision keycloak: {line}");
        }

        return code;
    }

    private static bool ReadLevels(string[] texts, out Dictionary<string, int> levels, out string wrong)
    {
        (levels, wrong) = (new(StringComparer.Ordinal), "");
        foreach (var text in texts)
        {
            var equals = text.LastIndexOf('=');
            if (equals <= 0 || !int.TryParse(text.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var level) || level is 0 or > 1000 || !levels.TryAdd(text[..equals], level))
            {
                wrong = $"--level {SafeText.Quote(text)} is not acr=NUMBER with a number of 1 to 1000, each acr once";
                return false;
            }
        }

        return true;
    }
}
