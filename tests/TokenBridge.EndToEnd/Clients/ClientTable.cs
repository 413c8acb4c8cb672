using System.Globalization;
using System.Text;
using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd.Clients;

/// <summary>
/// What the user of each SDK sees, as it was seen in this run: written to a file whose tables go into <c>docs/clients.md</c>, and held against
/// those that stand there.
/// </summary>
internal sealed class ClientTable(string path)
{
    private readonly Dictionary<(string Situation, string Client, string Way), string> _rows = [];

    private readonly Dictionary<string, string> _messages = new(StringComparer.Ordinal);

    private static string Committed => Path.Combine(Installation.Root, "docs", "clients.md");

    public void Clear() => File.Delete(path);

    /// <summary>One row, for the way that this client has just gone in vain.</summary>
    /// <param name="situation">One of <see cref="Situation"/>.</param>
    /// <param name="client">Whose.</param>
    /// <param name="way">One of <see cref="WayIn"/>.</param>
    /// <param name="requests">That reached TokenBridge; null where it is not there to count them.</param>
    /// <param name="text">What the client wrote.</param>
    /// <returns>The row, as it should stand in the documentation.</returns>
    public string Add(string situation, AwsClient client, string way, int? requests, string text)
    {
        var (lines, message) = SeenText.Read(text);
        var says = string.Join("<br>", lines.Select(line => $"`{line.Replace("|", @"\|", StringComparison.Ordinal)}`"));
        var row = $"| {client.Name} | {way} | {requests?.ToString(CultureInfo.InvariantCulture) ?? "–"} | {(message is null ? "no" : "yes")} | {says} |";
        if (message is not null)
        {
            _messages[situation] = $"M is `{message}`";
        }

        _rows[(situation, client.Name, way)] = row;
        File.WriteAllText(path, ToMarkdown());
        return row;
    }

    /// <returns>The row of a way that the client cannot go.</returns>
    public static string Impossible(AwsClient client, string way) => $"| {client.Name} | {way} | – | – | {client.Cannot[way]} |";

    /// <returns>The row of the documentation; null where it has none.</returns>
    public static string? CommittedRow(string situation, AwsClient client, string way) =>
        File.ReadLines(Committed)
            .SkipWhile(line => line != $"### {situation}")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .FirstOrDefault(line => line.StartsWith($"| {client.Name} | {way} |", StringComparison.Ordinal));

    private string ToMarkdown()
    {
        var text = new StringBuilder();
        foreach (var situation in Situation.All)
        {
            text.Append("### ").Append(situation).Append("\n\n").Append(_messages.GetValueOrDefault(situation)).Append("\n\n| client | way | requests | our message | what it says |\n|---|---|---|---|---|\n");
            foreach (var client in AwsClients.All)
            {
                foreach (var way in WayIn.All)
                {
                    var row = client.Cannot.ContainsKey(way) ? Impossible(client, way) : _rows.GetValueOrDefault((situation, client.Name, way));
                    text.Append(row).Append(row is null ? "" : "\n");
                }
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
