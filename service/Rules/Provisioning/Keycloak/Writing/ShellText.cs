namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>Text in a POSIX shell script.</summary>
internal static class ShellText
{
    /// <returns>One word, whatever is in it.</returns>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>As standard input of the command on the line before. No line of indented JSON is the word that ends it, and nothing in it is expanded.</summary>
    public static string Here(string json) => $"<<'JSON'\n{json}\nJSON\n";
}
