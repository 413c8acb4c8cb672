using System.CommandLine;
using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Cli.Credentials.Tokens;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Credentials;

/// <summary>Which service, which role, whose token: what every way of getting credentials asks.</summary>
internal sealed class CredentialsOptionSet
{
    public Option<string?> Url { get; } = new("--url") { Description = "Where the service is; default: $TOKENBRIDGE_URL, else http://127.0.0.1:8693." };

    public Option<bool> AllowHttp { get; } = new("--allow-http") { Description = "Take http to another host than loopback. Token and credentials then travel in the clear." };

    public Option<string?> Role { get; } = new("--role") { Description = "A grant's name, a rule's id or a role ARN; may be left out where the rules single one out." };

    public Option<string?> TokenFile { get; } = new("--token-file") { Description = "Holds the Keycloak access token; white space around it does not matter.", HelpName = "FILE" };

    public Option<bool> TokenStdin { get; } = new("--token-stdin") { Description = "The token comes on standard input." };

    /// <returns>What to ask, or the one thing that is wrong with the command line.</returns>
    public Result<CredentialsQuery, Fault> Read(ParseResult parsed, CommandEnvironment environment)
    {
        if (parsed.UnmatchedTokens is [var stray, ..])
        {
            return new Fault($"'{stray}' is not known; see tokenbridge credentials --help");
        }

        var url = parsed.GetValue(Url) ?? environment.Setting(ServiceAddress.Variable);
        if (!ServiceAddress.Read(url, parsed.GetValue(AllowHttp)).TryGet(out var service, out var fault))
        {
            return fault;
        }

        var role = parsed.GetValue(Role);
        if (role is not null && string.IsNullOrWhiteSpace(role))
        {
            return new Fault("--role is empty; name one, or leave it out");
        }

        return TokenSource.Choose(parsed.GetValue(TokenFile), parsed.GetValue(TokenStdin), environment).TryGet(out var token, out fault)
            ? new CredentialsQuery(service, role, token)
            : fault;
    }
}

/// <param name="Service">Whom.</param>
/// <param name="Role">For which role; null where the service is to choose.</param>
/// <param name="Token">With whose token.</param>
internal sealed record CredentialsQuery(ServiceAddress Service, string? Role, TokenSource Token);
