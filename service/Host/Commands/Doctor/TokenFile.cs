using System.Text;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Files;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>One token to look at, out of a file or of standard input.</summary>
internal static class TokenFile
{
    public const string StandardInput = "-";

    /// <summary>Twice what the longest token has that can be allowed.</summary>
    private const int MostBytes = 64 * 1024;

    /// <param name="file">Holds the token, perhaps with its scheme; <c>-</c> is standard input.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Whatever stands there, without its scheme; or why it cannot be read, with nothing of it.</returns>
    public static async Task<Result<ReadOnlyMemory<char>, string>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await BlockingRead.UpToAsync(() => file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file), MostBytes, cancellationToken);
            return bytes.Length > MostBytes ? $"it is longer than {MostBytes} bytes; that is no token"
                : ForeignEncoding.Of(bytes) is { } encoding ? $"it is written as {encoding}; {ForeignEncoding.Remedy}"
                : BearerToken.WithoutScheme(Encoding.UTF8.GetString(bytes));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : $"it cannot be read ({failure.GetType().Name})";
        }
    }
}
