using System.Buffers;
using System.Security.Authentication;
using System.Text;

namespace TokenBridge.Protocol.Text;

/// <summary>
/// What other people's code says, fit to be passed on to a log, an answer or a terminal. The only place where the text of an exception is read:
/// libraries repeat the addresses that they were given, and in a proxy's address stands a password.
/// </summary>
internal static class ForeignText
{
    private const string AuthorityMark = "://";

    /// <summary>What ends a URL in a sentence. Slashes do not: a password may hold one.</summary>
    private static readonly SearchValues<char> EndsOfUrl = SearchValues.Create(" \t\r\n'\"<>`");

    /// <summary>.NET puts the reason of some failures one level deeper, and says no more than that.</summary>
    private const string LooksInward = "see inner exception";

    /// <returns>The reason, in the exception's own words, without the user information of any URL.</returns>
    public static string Of(Exception failure)
    {
        var telling = failure;
        while (telling.InnerException is { } inner && telling.Message.Contains(LooksInward, StringComparison.OrdinalIgnoreCase))
        {
            telling = inner;
        }

        return $"{Of(telling.Message)}{Remedy(telling)}";
    }

    /// <returns>The words of the outermost exception alone, for whoever knows them.</returns>
    public static string Said(Exception failure) => Of(failure.Message);

    /// <returns>The text without the user information of any URL; of a text with an <c>@</c> further on in a URL, that part goes too.</returns>
    public static string Of(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        for (var mark = rest.IndexOf(AuthorityMark); mark >= 0; mark = rest.IndexOf(AuthorityMark))
        {
            shown.Append(rest[..(mark + AuthorityMark.Length)]);
            rest = rest[(mark + AuthorityMark.Length)..];
            var end = rest.IndexOfAny(EndsOfUrl);
            var url = end < 0 ? rest : rest[..end];
            rest = rest[(url.LastIndexOf('@') + 1)..];
        }

        return shown.Append(rest).ToString();
    }

    /// <summary>A house's own certificate authority is unknown to every new machine and container.</summary>
    private static string Remedy(Exception failure) =>
        failure is AuthenticationException && failure.Message.Contains("certificate chain", StringComparison.OrdinalIgnoreCase)
            ? "; if a certificate authority of your own has signed it, name the PEM file of that authority in SSL_CERT_FILE"
            : "";
}
