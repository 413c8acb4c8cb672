using System.Text;
using System.Text.Json.Nodes;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Files;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Cli.Rules.Explain;

/// <summary>The caller that rules are tried on: taken from a token or from claims that nobody vouches for.</summary>
/// <param name="IssuerId">Whose token it is taken for.</param>
/// <param name="Client">Stands for an absent <c>azp</c>; null for none.</param>
/// <param name="Now">Stands for times that are absent.</param>
internal sealed record UnverifiedCallerFile(string IssuerId, string? Client, DateTimeOffset Now)
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
    public async Task<Result<CallerIdentity, string>> OfTokenAsync(string file, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(file, cancellationToken);
        if (!read.TryGet(out var bytes, out var fault))
        {
            return fault;
        }

        return BearerToken.Read(Encoding.UTF8.GetString(bytes)).TryGet(out var token, out _)
            ? WithClient(UnverifiedCaller.ReadToken(token.Span, IssuerId, Now))
            : "no token, but something with commas in it";
    }

    /// <param name="file">Holds the payload of a token as JSON; <c>-</c> is standard input.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<CallerIdentity, string>> OfClaimsAsync(string file, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(file, cancellationToken);
        return read.TryGet(out var bytes, out var fault) ? WithClient(UnverifiedCaller.Read(bytes, IssuerId, Now)) : fault;
    }

    private static IEnumerable<string> Issuers(Predicate test) =>
        test is Predicate.ClaimEquals { Claim.Key: ClaimKey.Issuer } issuer ? issuer.Values : test.Parts.SelectMany(Issuers);

    private static async Task<Result<byte[], string>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await BlockingRead.UpToAsync(() => file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file), MostBytes, cancellationToken);
            return bytes.Length > MostBytes ? $"longer than {MostBytes} bytes"
                : ForeignEncoding.Of(bytes) is { } encoding ? $"written as {encoding}; {ForeignEncoding.Remedy}"
                : bytes;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return failure is FileNotFoundException or DirectoryNotFoundException ? "no such file" : $"cannot be read ({failure.GetType().Name})";
        }
    }

    private Result<CallerIdentity, string> WithClient(Result<CallerIdentity, string> read)
    {
        if (Client is null || !read.TryGet(out var caller, out _) || caller.Client == Client)
        {
            return read;
        }

        if (caller.Client is { } azp)
        {
            return $"its azp is {SafeText.Quote(azp)}; leave --client out";
        }

        var payload = JsonObject.Create(caller.Claims)!;
        payload["azp"] = Client;
        return UnverifiedCaller.Read(Encoding.UTF8.GetBytes(payload.ToJsonString()), IssuerId, Now);
    }
}
