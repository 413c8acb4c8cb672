using System.Text;
using System.Text.Json.Nodes;
using TokenBridge.Credentials;
using TokenBridge.Mapping;
using TokenBridge.Tokens;

namespace TokenBridge.Commands.Rules;

/// <summary>The caller that rules are tried on: taken from a token or from claims that nobody vouches for.</summary>
/// <param name="IssuerId">Whose token it is taken for.</param>
/// <param name="Client">Stands for an absent <c>azp</c>; null for none.</param>
/// <param name="Now">Stands for times that are absent.</param>
internal sealed record TrialCaller(string IssuerId, string? Client, DateTimeOffset Now)
{
    public const string StandardInput = "-";

    /// <summary>Above what the service accepts in a header.</summary>
    private const int MostBytes = 256 * 1024;

    /// <summary>The issuer to take where none is named: the only one that the rules name, or any where they name none.</summary>
    /// <returns>Null where the rules name several.</returns>
    public static string? OnlyIssuer(RuleSet rules) => rules.Rules.SelectMany(rule => Issuers(rule.When)).Distinct(StringComparer.Ordinal).ToList() switch
    {
        [] => "any",
        [var only] => only,
        _ => null,
    };

    /// <param name="file">Holds the token, perhaps with its scheme; <c>-</c> is standard input.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The caller, or what is wrong; never with any of the token in it.</returns>
    public async Task<(CallerIdentity? Caller, string? Fault)> OfTokenAsync(string file, CancellationToken cancellationToken)
    {
        var (bytes, fault) = await ReadAsync(file, cancellationToken);
        if (bytes is null)
        {
            return (null, fault);
        }

        var (token, headerFault) = BearerToken.Read(Encoding.UTF8.GetString(bytes));
        return headerFault is null ? WithClient(ClaimsPayload.ReadToken(token.Span, IssuerId, Now)) : (null, "no token, but something with commas in it");
    }

    /// <param name="file">Holds the payload of a token as JSON; <c>-</c> is standard input.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(CallerIdentity? Caller, string? Fault)> OfClaimsAsync(string file, CancellationToken cancellationToken)
    {
        var (bytes, fault) = await ReadAsync(file, cancellationToken);
        return bytes is null ? (null, fault) : WithClient(ClaimsPayload.Read(bytes, IssuerId, Now));
    }

    private static IEnumerable<string> Issuers(Predicate test) =>
        test is Predicate.ClaimEquals { Kind: "issuer" } issuer ? issuer.Values : test.Parts.SelectMany(Issuers);

    private static async Task<(byte[]? Bytes, string? Fault)> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
            var bytes = new byte[MostBytes + 1];
            var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return count > MostBytes ? (null, $"longer than {MostBytes} bytes") : (bytes[..count], null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, failure is FileNotFoundException or DirectoryNotFoundException ? "no such file" : $"cannot be read ({failure.GetType().Name})");
        }
    }

    private (CallerIdentity? Caller, string? Fault) WithClient((CallerIdentity? Caller, string? Fault) read)
    {
        if (Client is null || read.Caller is not { } caller || caller.Client == Client)
        {
            return read;
        }

        if (caller.Client is { } azp)
        {
            return (null, $"its azp is {Quoted.Text(azp)}; leave --client out");
        }

        var payload = JsonObject.Create(caller.Claims)!;
        payload["azp"] = Client;
        return ClaimsPayload.Read(Encoding.UTF8.GetBytes(payload.ToJsonString()), IssuerId, Now);
    }
}
