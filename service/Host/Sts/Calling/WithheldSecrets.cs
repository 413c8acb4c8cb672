using System.Text;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>Takes secrets out of what an STS or a proxy before it says: some repeat the request with its headers, or the string that was signed.</summary>
internal static class WithheldSecrets
{
    private const string Withheld = "(withheld)";

    /// <summary>UTF-16 units. AWS's session tokens are hundreds long; role and session name together at most 142.</summary>
    private const int LongestWord = 160;

    /// <summary>How a JWT begins: the base64url of <c>{"</c>.</summary>
    private const string StartOfJwt = "eyJ";

    private static readonly string[] Labels = ["security-token", "securitytoken", "sessiontoken", "secretaccesskey", "webidentitytoken", "authorization", "bearer"];

    /// <param name="text">Whole: of a secret that is cut off somewhere, the rest could not be found.</param>
    public static string In(string text)
    {
        var shown = new StringBuilder(text.Length);
        var isLabelled = false;
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && IsOfWord(text[end]))
            {
                end++;
            }

            if (end == at)
            {
                shown.Append(text[at++]);
                continue;
            }

            var word = text.AsSpan(at, end - at);
            shown.Append(isLabelled || word.Length >= LongestWord || word.Contains(StartOfJwt, StringComparison.Ordinal) ? Withheld : word);
            isLabelled = IsLabel(word);
            at = end;
        }

        return shown.ToString();
    }

    private static bool IsOfWord(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '_' or '.' or '-' or '%';

    private static bool IsLabel(ReadOnlySpan<char> word)
    {
        foreach (var label in Labels)
        {
            if (word.EndsWith(label, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
