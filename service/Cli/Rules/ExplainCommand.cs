using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Cli.Rules;

/// <summary><c>tokenbridge rules explain</c>: why somebody gets a role, or does not. Offline; asks nobody and issues nothing.</summary>
/// <remarks>Exit codes: 0 explained, whatever the rules say; 2 for a wrong command line, faulty rules, or a token that cannot be read.</remarks>
internal static class ExplainCommand
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private static readonly Argument<string> Rules = RulesOutput.Path();

    private static readonly Option<string> Token = new("--token") { Description = "A file with an access token, or - for standard input. It is decoded, not verified.", HelpName = "FILE|-" };

    private static readonly Option<string> Claims = new("--claims") { Description = "A file with a token's payload as JSON, or - for standard input.", HelpName = "FILE|-" };

    private static readonly Option<string> Role = new("--role") { Description = "The role that is asked for: a grant's name, a rule's id or a role ARN." };

    private static readonly Option<string> Issuer = new("--issuer") { Description = "The configured issuer whose token it is taken for; default: the only one that the rules name." };

    private static readonly Option<string> Client = new("--client") { Description = "The client that got the token, where it has no azp." };

    private static readonly Option<IPAddress> SourceAddress = new("--source-ip") { Description = "The caller's address, for source_ip.", CustomParser = ReadAddress };

    private static readonly Option<DateTimeOffset?> Now = new("--now") { Description = "The time of the request (RFC 3339), for max_auth_age; default: the machine's.", CustomParser = ReadTime };

    private static readonly Option<string> Format = RulesOutput.Format();

    public static Command Create()
    {
        var command = new Command("explain", "Say why somebody gets a role, or does not: rule by rule, test by test. Exit codes: 0 explained, whatever the rules say; 2 the command line, the rules or the token cannot be read.")
        {
            Rules, Token, Claims, Role, Issuer, Client, SourceAddress, Now, Format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(Token) is null == result.GetResult(Claims) is null)
            {
                result.AddError("Name one of --token FILE and --claims FILE; - is standard input.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (parsed.UnmatchedTokens is [var stray, ..])
        {
            await error.WriteLineAsync($"tokenbridge rules explain: {SafeText.Quote(stray)} is not known; see tokenbridge rules explain --help");
            return ExitCode.Usage;
        }

        if (RulesOutput.Load(parsed.GetRequiredValue(Rules), error) is not { } rules)
        {
            return ExitCode.Usage;
        }

        if ((parsed.GetValue(Issuer) ?? UnverifiedCallerFile.OnlyIssuer(rules)) is not { } issuer)
        {
            await error.WriteLineAsync("tokenbridge rules explain: the rules name several issuers; say whose token it is with --issuer");
            return ExitCode.Usage;
        }

        var now = parsed.GetValue(Now) ?? TimeProvider.System.GetUtcNow();
        var trial = new UnverifiedCallerFile(issuer, parsed.GetValue(Client), now);
        var file = parsed.GetValue(Token);
        var read = file is not null
            ? await trial.OfTokenAsync(file, cancellationToken)
            : await trial.OfClaimsAsync(parsed.GetRequiredValue(Claims), cancellationToken);
        if (!read.TryGet(out var caller, out var fault))
        {
            await error.WriteLineAsync($"tokenbridge rules explain: the {(file is null ? "claims" : "token")}: {fault}");
            return ExitCode.Usage;
        }

        var context = new RequestContext(parsed.GetValue(SourceAddress), now);
        var explanation = Explanation.OfEverything(rules, caller, context, parsed.GetValue(Role));
        if (parsed.GetValue(Format) == RulesOutput.Json)
        {
            await RulesOutput.WriteJsonAsync(output, explanation, ExplanationJson.Write);
        }
        else
        {
            await new ExplainPage(output, TerminalStyle.ForConsole()).WriteAsync(explanation, context, isToken: file is not null);
        }

        return ExitCode.Done;
    }

    private static IPAddress? ReadAddress(ArgumentResult result)
    {
        if (AddressText.TryRead(result.Tokens[0].Value, out var address))
        {
            return address;
        }

        result.AddError($"--source-ip is {SafeText.Quote(result.Tokens[0].Value)}; write it like 10.1.2.3 or 2001:db8::1.");
        return null;
    }

    private static DateTimeOffset? ReadTime(ArgumentResult result)
    {
        if (DateTimeOffset.TryParseExact(result.Tokens[0].Value, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now))
        {
            return now;
        }

        result.AddError($"--now is {SafeText.Quote(result.Tokens[0].Value)}; write it like 2026-01-01T12:00:00Z.");
        return null;
    }
}
