using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Cli.Rules.Explain;

/// <summary>What <c>tokenbridge rules explain</c> takes. Made for each command line, so that two that are read at once share nothing.</summary>
internal sealed class ExplainOptionSet
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    public Argument<string> Rules { get; } = RulesOutput.Path();

    public Option<string> Token { get; } = new("--token") { Description = "A file with an access token, or - for standard input. It is decoded, not verified.", HelpName = "FILE|-" };

    public Option<string> Claims { get; } = new("--claims") { Description = "A file with a token's payload as JSON, or - for standard input.", HelpName = "FILE|-" };

    public Option<string> Role { get; } = new("--role") { Description = "The role that is asked for: a grant's name, a rule's id or a role ARN." };

    public Option<string> Issuer { get; } = new("--issuer") { Description = "The configured issuer whose token it is taken for; default: the only one that the rules name." };

    public Option<string> Client { get; } = new("--client") { Description = "The client that got the token, where it has no azp." };

    public Option<IPAddress> SourceAddress { get; } = new("--source-ip") { Description = "The caller's address, for source_ip.", CustomParser = ReadAddress };

    public Option<DateTimeOffset?> Now { get; } = new("--now") { Description = "The time of the request (RFC 3339), for max_auth_age; default: the machine's.", CustomParser = ReadTime };

    public Option<string> Format { get; } = RulesOutput.Format();

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
