namespace TokenBridge.Protocol.Terminal;

/// <summary>Colours for a terminal, or none: see <see href="https://no-color.org">NO_COLOR</see>.</summary>
/// <param name="isColoured">Whether escape sequences may be written.</param>
internal sealed class TerminalStyle(bool isColoured)
{
    /// <summary>Colours only when standard output is a terminal and <c>NO_COLOR</c> is unset or empty.</summary>
    public static TerminalStyle ForConsole() => new(!Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public string Title(string text) => Paint("1", text);

    public string Good(string text) => Paint("1;32", text);

    public string Bad(string text) => Paint("1;31", text);

    public string Faint(string text) => Paint("2", text);

    private string Paint(string code, string text) => isColoured ? $"\e[{code}m{text}\e[0m" : text;
}
