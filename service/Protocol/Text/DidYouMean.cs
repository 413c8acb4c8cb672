namespace TokenBridge.Protocol.Text;

/// <summary>Finds the word that somebody probably meant: in rules, settings and commands.</summary>
internal static class DidYouMean
{
    /// <summary>Longer words are not compared: the table below is quadratic in their length.</summary>
    private const int LongestWord = 64;

    /// <summary>Two slips in a word are a typo, three are another word.</summary>
    private const int MostSlips = 2;

    private const string Otherwise = "otherwise ";

    /// <summary>Ends a message: with the word that was probably meant, and with what there is or what else to write.</summary>
    /// <param name="word">As written.</param>
    /// <param name="known">What could have been meant.</param>
    /// <param name="rest">Goes on in small letters; empty for nothing. Its <c>otherwise</c> is left out where nothing is suggested.</param>
    /// <returns><c>; did you mean 'x'? It takes …</c>, or <c>; it takes …</c>.</returns>
    public static string Suggest(string word, IEnumerable<string> known, string rest = "") => (Nearest(word, known), rest) switch
    {
        (null, "") => "",
        (null, _) => $"; {(rest.StartsWith(Otherwise, StringComparison.Ordinal) ? rest[Otherwise.Length..] : rest)}",
        (var nearest, "") => $"; did you mean {SafeText.Quote(nearest)}?{LookAlike.Tell(word, nearest)}",
        var (nearest, _) => $"; did you mean {SafeText.Quote(nearest)}?{LookAlike.Tell(word, nearest)} {char.ToUpperInvariant(rest[0])}{rest[1..]}",
    };

    /// <returns>Null where nothing known is near; of several the first.</returns>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        string? best = null;
        var fewest = Math.Min(MostSlips, word.Length / 2) + 1;
        foreach (var candidate in known)
        {
            var slips = word.Length > LongestWord || candidate.Length > LongestWord ? int.MaxValue
                : LookAlike.Is(word, candidate) ? 0
                : Distance(word, candidate);
            if (slips < fewest)
            {
                (best, fewest) = (candidate, slips);
            }
        }

        return best;
    }

    /// <summary>Levenshtein's distance, without regard to ASCII case.</summary>
    private static int Distance(string left, string right)
    {
        Span<int> row = stackalloc int[LongestWord + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = char.ToLowerInvariant(left[line - 1]) == char.ToLowerInvariant(right[column - 1]);
                var cost = Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[column], row[column - 1]) + 1);
                (diagonal, row[column]) = (row[column], cost);
            }
        }

        return row[right.Length];
    }
}
