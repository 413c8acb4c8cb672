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

    private static string Committed => Path.Combine(Installation.Root, "docs", "clients.md");

    public void Clear() => File.Delete(path);

    /// <summary>One row; rows of ways that a client cannot go are known beforehand.</summary>
    /// <param name="situation">One of <see cref="Situation"/>.</param>
    /// <param name="client">Whose.</param>
    /// <param name="way">One of <see cref="WayIn"/>.</param>
    /// <param name="requests">That reached TokenBridge; null where it is not there to count them.</param>
    /// <param name="text">What the client wrote.</param>
    /// <returns>The row, as it should stand in the documentation.</returns>
    public string Add(string situation, AwsClient client, string way, int? requests, string text)
    {
        var lines = SeenText.Lines(text).Select(line => $"`{line.Replace("|", @"\|", StringComparison.Ordinal)}`");
        var row = $"| {client.Name} | {way} | {requests?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"} | {(SeenText.HasDecision(text) ? "yes" : "no")} | {string.Join("<br>", lines)} |";
        _rows[(situation, client.Name, way)] = row;
        File.WriteAllText(path, ToMarkdown());
        return row;
    }

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
            text.Append("### ").Append(situation).Append("\n\n| client | way | requests | our message | what it says |\n|---|---|---|---|---|\n");
            foreach (var client in AwsClients.All)
            {
                foreach (var way in WayIn.All)
                {
                    if (_rows.TryGetValue((situation, client.Name, way), out var row))
                    {
                        text.Append(row).Append('\n');
                    }
                }
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
