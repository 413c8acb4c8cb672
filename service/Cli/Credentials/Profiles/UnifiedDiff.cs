using System.Globalization;
using System.Text;

namespace TokenBridge.Cli.Credentials.Profiles;

/// <summary>A change as <c>diff -u</c> shows it, with three lines around each.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Cells of the table that finds what stayed; beyond it everything between the first and the last change is shown as replaced.</summary>
    private const int MostCells = 4_000_000;

    /// <param name="path">For the head.</param>
    /// <param name="before">Bytes as Latin-1.</param>
    /// <param name="after">Bytes as Latin-1.</param>
    /// <returns>Empty where nothing changes.</returns>
    public static string Of(string path, string before, string after)
    {
        var edits = Edits(AwsConfigText.Lines(before), AwsConfigText.Lines(after));
        var text = new StringBuilder();
        foreach (var (from, to) in Hunks(edits))
        {
            text.Append(text.Length == 0 ? $"--- {path}\n+++ {path}\n" : "");
            var (old, young) = (edits.Take(from).Count(edit => edit.Sign != '+'), edits.Take(from).Count(edit => edit.Sign != '-'));
            var hunk = edits.GetRange(from, to - from);
            text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(old, hunk.Count(edit => edit.Sign != '+'))} +{Range(young, hunk.Count(edit => edit.Sign != '-'))} @@\n");
            foreach (var (sign, line) in hunk)
            {
                text.Append(sign).Append(line.TrimEnd('\r', '\n')).Append('\n').Append(line.EndsWith('\n') ? "" : "\\ No newline at end of file\n");
            }
        }

        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text.ToString()));
    }

    private static string Range(int before, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? before : before + 1)},{count}");

    private static IEnumerable<(int From, int To)> Hunks(List<(char Sign, string Line)> edits)
    {
        for (var at = edits.FindIndex(edit => edit.Sign != ' '); at >= 0;)
        {
            var last = at;
            for (var next = at; next < edits.Count && next - last <= 2 * Context; next++)
            {
                last = edits[next].Sign == ' ' ? last : next;
            }

            yield return (Math.Max(0, at - Context), Math.Min(edits.Count, last + 1 + Context));
            at = last + 1 < edits.Count ? edits.FindIndex(last + 1, edit => edit.Sign != ' ') : -1;
        }
    }

    private static List<(char Sign, string Line)> Edits(List<string> before, List<string> after)
    {
        var head = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = Enumerable.Reverse(before.Skip(head)).Zip(Enumerable.Reverse(after.Skip(head))).TakeWhile(pair => pair.First == pair.Second).Count();
        return
        [
            .. before.Take(head).Select(line => (' ', line)),
            .. Between([.. before.Skip(head).SkipLast(tail)], [.. after.Skip(head).SkipLast(tail)]),
            .. before.TakeLast(tail).Select(line => (' ', line)),
        ];
    }

    /// <summary>By the longest common subsequence.</summary>
    private static IEnumerable<(char Sign, string Line)> Between(string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > MostCells)
        {
            return [.. before.Select(line => ('-', line)), .. after.Select(line => ('+', line))];
        }

        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return Walk(before, after, common);
    }

    private static IEnumerable<(char Sign, string Line)> Walk(string[] before, string[] after, int[,] common)
    {
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                yield return (' ', before[i]);
                (i, j) = (i + 1, j + 1);
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                yield return ('-', before[i++]);
            }
            else
            {
                yield return ('+', after[j++]);
            }
        }
    }
}
