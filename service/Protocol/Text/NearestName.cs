namespace TokenBridge.Protocol.Text;

/// <summary>The known name that a misspelt one most likely meant.</summary>
internal static class NearestName
{
    private const int MostEdits = 3;

    /// <returns>Null where nothing known is within three edits.</returns>
    public static string? Of(string text, IEnumerable<string> known) =>
        known.Select(name => (name, edits: Edits(text.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(candidate => candidate.edits <= Math.Min(MostEdits, (candidate.name.Length + 1) / 2))
            .OrderBy(candidate => candidate.edits)
            .Select(candidate => candidate.name)
            .FirstOrDefault();

    /// <summary>Levenshtein's distance, one row at a time.</summary>
    private static int Edits(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 1; line <= from.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= to.Length; column++)
            {
                var substitution = diagonal + (from[line - 1] == to[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(substitution, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
