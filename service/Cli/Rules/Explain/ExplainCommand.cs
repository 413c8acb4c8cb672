using System.CommandLine;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Cli.Rules.Explain;

/// <summary><c>tokenbridge rules explain</c>: why somebody gets a role, or does not. Offline; asks nobody and issues nothing.</summary>
/// <remarks>Exit codes: 0 explained, whatever the rules say; 2 for a wrong command line, faulty rules, or a token that cannot be read.</remarks>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var options = new ExplainOptionSet();
        var command = new Command("explain", "Say why somebody gets a role, or does not: rule by rule, test by test. Exit codes: 0 explained, whatever the rules say; 2 the command line, the rules or the token cannot be read.")
        {
            options.Rules, options.Token, options.Claims, options.Role, options.Issuer, options.Client, options.SourceAddress, options.Now, options.Format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(options.Token) is null == result.GetResult(options.Claims) is null)
            {
                result.AddError("Name one of --token FILE and --claims FILE; - is standard input.");
            }
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, options, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ExplainOptionSet options, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (parsed.UnmatchedTokens is [var stray, ..])
        {
            await error.WriteLineAsync($"tokenbridge rules explain: {SafeText.Quote(stray)} is not known; see tokenbridge rules explain --help");
            return ExitCode.Usage;
        }

        if (RulesOutput.Load(parsed.GetRequiredValue(options.Rules), error) is not { } rules)
        {
            return ExitCode.Usage;
        }

        if ((parsed.GetValue(options.Issuer) ?? UnverifiedCallerFile.OnlyIssuer(rules)) is not { } issuer)
        {
            await error.WriteLineAsync("tokenbridge rules explain: the rules name several issuers; say whose token it is with --issuer");
            return ExitCode.Usage;
        }

        var now = parsed.GetValue(options.Now) ?? TimeProvider.System.GetUtcNow();
        var trial = new UnverifiedCallerFile(issuer, parsed.GetValue(options.Client), now);
        var file = parsed.GetValue(options.Token);
        var read = file is not null
            ? await trial.OfTokenAsync(file, cancellationToken)
            : await trial.OfClaimsAsync(parsed.GetRequiredValue(options.Claims), cancellationToken);
        if (!read.TryGet(out var caller, out var fault))
        {
            await error.WriteLineAsync($"tokenbridge rules explain: the {(file is null ? "claims" : "token")}: {fault}");
            return ExitCode.Usage;
        }

        var context = new RequestContext(parsed.GetValue(options.SourceAddress), now);
        var explanation = Explanation.OfEverything(rules, caller, context, parsed.GetValue(options.Role));
        if (parsed.GetValue(options.Format) == RulesOutput.Json)
        {
            await RulesOutput.WriteJsonAsync(output, ExplanationDocument.Of(explanation), RulesJson.Default.ExplanationBody);
        }
        else
        {
            await new ExplainPage(output, TerminalStyle.ForConsole()).WriteAsync(explanation, context, isToken: file is not null);
        }

        return ExitCode.Done;
    }
}
