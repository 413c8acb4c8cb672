using System.Text;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Files;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Cli.Credentials.Tokens;

/// <summary>The one place that the token comes from. Options win over variables; two of a kind are refused, because nobody could tell which was meant.</summary>
internal abstract record TokenSource
{
    private const string Variable = "TOKENBRIDGE_TOKEN";
    private const string FileVariable = "TOKENBRIDGE_TOKEN_FILE";

    /// <summary>Bytes; four times what the service accepts.</summary>
    private const int MostBytes = 64 * 1024;

    private TokenSource()
    {
    }

    public static Result<TokenSource, Fault> Choose(string? file, bool isOnInput, CommandEnvironment environment)
    {
        var (text, variableFile) = (environment.Setting(Variable), environment.Setting(FileVariable));
        return (file, isOnInput, text, variableFile) switch
        {
            (not null, true, _, _) => new Fault("--token-file and --token-stdin are both given; say one"),
            ({ Length: 0 }, _, _, _) => new Fault("--token-file is empty; name the file that holds the token"),
            (not null, _, _, _) => new File(Path.GetFullPath(file)),
            (_, true, _, _) => new Input(environment.StandardInput),
            (_, _, not null, not null) => new Fault($"{Variable} and {FileVariable} are both set; unset one, or say --token-file"),
            (_, _, not null, _) => new Text(text),
            (_, _, _, not null) => new File(Path.GetFullPath(variableFile)),
            _ => new Fault($"no token: say --token-file FILE or --token-stdin, or set {FileVariable} or {Variable} to a Keycloak access token"),
        };
    }

    /// <summary>Reads it anew.</summary>
    /// <returns>The token, fit for a header; or why there is none, with nothing of it.</returns>
    public abstract Task<Result<string, Fault>> ReadAsync(CancellationToken cancellationToken);

    /// <returns>What its owner should know although it works; null for nothing.</returns>
    public virtual string? Warning() => null;

    private static Result<string, Fault> Check(string text, string where)
    {
        var isOne = BearerToken.Read(text).TryGet(out var token, out _);
        return token.Length == 0 ? new Fault($"{where} holds no token; write a Keycloak access token into it")
            : !isOne || token.Span.ContainsAnyExceptInRange('!', '~')
                ? new Fault($"{where} holds something else than one token: write the access_token of Keycloak's answer, whole and alone")
            : token.ToString();
    }

    private static async Task<Result<string, Fault>> ReadAsync(Func<Stream> open, string where, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await BlockingRead.UpToAsync(open, MostBytes, cancellationToken);
            return bytes.Length > MostBytes ? new Fault($"{where} is longer than {MostBytes} bytes; that is no token")
                : ForeignEncoding.Of(bytes) is { } encoding ? new Fault($"{where} is written as {encoding}; {ForeignEncoding.Remedy}")
                : Check(Encoding.UTF8.GetString(bytes), where);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new Fault(failure is FileNotFoundException or DirectoryNotFoundException
                ? $"{where} does not exist; log in, and have the access token written there"
                : $"{where} cannot be read ({failure.GetType().Name})");
        }
    }

    /// <param name="Path">Absolute.</param>
    internal sealed record File(string Path) : TokenSource
    {
        public override Task<Result<string, Fault>> ReadAsync(CancellationToken cancellationToken) =>
            ReadAsync(() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0), $"the token file {Path}", cancellationToken);

        public override string? Warning() => TokenFileAccess.Warning(Path);
    }

    private sealed record Input(Func<Stream> Open) : TokenSource
    {
        public override Task<Result<string, Fault>> ReadAsync(CancellationToken cancellationToken) => ReadAsync(Open, "standard input", cancellationToken);
    }

    private sealed record Text(string Value) : TokenSource
    {
        public override Task<Result<string, Fault>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Check(Value, Variable));

        public override string ToString() => Variable;
    }
}
