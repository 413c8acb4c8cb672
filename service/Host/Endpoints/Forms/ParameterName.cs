namespace TokenBridge.Host.Endpoints.Forms;

/// <summary>The name of a parameter that somebody sent.</summary>
internal static class ParameterName
{
    private const int Longest = 64;

    /// <summary>Safe to repeat in an answer and in the audit log: a name of another form may be a token, or speak to a terminal.</summary>
    public static string Shown(string name) =>
        name.Length is > 0 and <= Longest && !IsToken(name) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')
            ? name
            : "of that name";

    private static bool IsToken(string name) => name.Contains("eyJ", StringComparison.Ordinal) && name.Contains('.', StringComparison.Ordinal);
}
