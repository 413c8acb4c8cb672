using System.Globalization;

namespace TokenBridge.Protocol.Text;

/// <summary>
/// Tells texts apart that people cannot: an accent that stands as a letter of its own, Cyrillic and Greek letters among Latin ones, blanks and dashes
/// of other kinds, marks that nobody sees. A message that shows two such texts side by side shows the code points as well.
/// </summary>
internal static class LookAlike
{
    /// <summary>Code points of a difference that are shown; two texts that differ in more are shown as far as that.</summary>
    private const int MostShown = 4;

    /// <summary>Each letter, and after it the ASCII one that it looks like.</summary>
    private const string Pairs =
        // Cyrillic
        "\u0430a\u0435e\u043Eo\u0440p\u0441c\u0443y\u0445x\u0455s\u0456i\u0458j\u04BBh\u0501d\u051Bq\u051Dw"
        + "\u0410A\u0412B\u0415E\u041AK\u041CM\u041DH\u041EO\u0420P\u0421C\u0422T\u0423Y\u0425X\u0405S\u0406I\u0408J"
        // Greek
        + "\u0391A\u0392B\u0395E\u0396Z\u0397H\u0399I\u039AK\u039CM\u039DN\u039FO\u03A1P\u03A4T\u03A5Y\u03A7X\u03BFo\u03BDv\u03C1p\u03B9i"
        // A letter without its dot, dashes, slashes, quotation marks
        + "\u0131i\u2010-\u2011-\u2012-\u2013-\u2014-\u2212-\u2215/\u2044/\u2018'\u2019'\u201C\"\u201D\"";

    /// <summary>Letters of East Asian fonts, as wide as they are high: the ASCII ones in their order.</summary>
    private const int FirstWide = 0xFF01;

    private const int LastWide = 0xFF5E;

    /// <summary>Each accent, the letters that have it, and what they are without it. The platform's own tables are not in this build.</summary>
    private static readonly (char Accent, string Letters, string Plain)[] Accents =
    [
        ('\u0300', "ÀÈÌÒÙàèìòù", "AEIOUaeiou"),
        ('\u0301', "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹź", "AEIOUYaeiouyCcLlNnRrSsZz"),
        ('\u0302', "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ", "AEIOUaeiouCcGgHhJjSsWwYy"),
        ('\u0303', "ÃÑÕãñõĨĩŨũ", "ANOanoIiUu"),
        ('\u0304', "ĀāĒēĪīŌōŪū", "AaEeIiOoUu"),
        ('\u0306', "ĂăĔĕĞğĬĭŎŏŬŭ\u0419\u0439", "AaEeGgIiOoUu\u0418\u0438"),
        ('\u0307', "ĊċĖėĠġİŻż", "CcEeGgIZz"),
        ('\u0308', "ÄËÏÖÜŸäëïöüÿ\u0401\u0451", "AEIOUYaeiouy\u0415\u0435"),
        ('\u030A', "ÅåŮů", "AaUu"),
        ('\u030B', "ŐőŰű", "OoUu"),
        ('\u030C', "ČčĎďĚěŇňŘřŠšŤťŽž", "CcDdEeNnRrSsTtZz"),
        ('\u0327', "ÇçĢģĶķĻļŅņŖŗŞşŢţ", "CcGgKkLlNnRrSsTt"),
        ('\u0328', "ĄąĘęĮįŲų", "AaEeIiUu"),
    ];

    private static readonly Dictionary<int, (int Letter, int Accent)> Accented = Accents
        .SelectMany(accent => accent.Letters.Zip(accent.Plain, (letter, plain) => (Letter: (int)letter, Plain: (int)plain, Accent: (int)accent.Accent)))
        .ToDictionary(entry => entry.Letter, entry => (entry.Plain, entry.Accent));

    private static readonly Dictionary<int, int> Latin = Pairs.Chunk(2).ToDictionary(pair => (int)pair[0], pair => (int)pair[1]);

    /// <summary>Whether the two differ and look the same.</summary>
    public static bool Is(string one, string other) =>
        one != other && !(IsAscii(one) && IsAscii(other)) && Shape(one).SequenceEqual(Shape(other));

    /// <summary>Ends a message that shows both texts.</summary>
    /// <param name="seen">What came.</param>
    /// <param name="wanted">What was expected.</param>
    /// <returns>A sentence with a blank before it; empty where the two look different or are the same.</returns>
    public static string Tell(string seen, string wanted)
    {
        if (!Is(seen, wanted))
        {
            return "";
        }

        var (left, right) = (CodePoints(seen), CodePoints(wanted));
        var start = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        var most = Math.Min(left.Count, right.Count) - start;
        var end = left.AsEnumerable().Reverse().Zip(right.AsEnumerable().Reverse()).Take(most).TakeWhile(pair => pair.First == pair.Second).Count();
        return $" They look alike: {Shown(left, start, end)} stands where {Shown(right, start, end)} belongs.";
    }

    /// <summary>The same against whatever there is.</summary>
    public static string TellAmong(string seen, IEnumerable<string> wanted) => wanted.Select(text => Tell(seen, text)).FirstOrDefault(told => told.Length > 0) ?? "";

    private static bool IsAscii(string text) => !text.AsSpan().ContainsAnyExceptInRange('\0', '\x7F');

    private static string Shown(List<int> points, int start, int end)
    {
        var differing = points.Skip(start).SkipLast(end).ToList();
        var shown = string.Join(' ', differing.Take(MostShown).Select(point => string.Create(CultureInfo.InvariantCulture, $"U+{point:X4}")));
        return differing.Count switch
        {
            0 => "nothing",
            > MostShown => $"{shown} ...",
            _ => shown,
        };
    }

    /// <summary>What an eye makes of it: Latin for its look-alikes, accents apart from their letters, one kind of blank, nothing that is invisible.</summary>
    private static List<int> Shape(string text)
    {
        var shape = new List<int>(text.Length);
        foreach (var point in CodePoints(text))
        {
            if (Accented.TryGetValue(point, out var parts))
            {
                shape.Add(Latin.GetValueOrDefault(parts.Letter, parts.Letter));
                shape.Add(parts.Accent);
            }
            else if (!IsInvisible(point))
            {
                shape.Add(Plain(point));
            }
        }

        return shape;
    }

    private static int Plain(int point) =>
        point is >= FirstWide and <= LastWide ? point - FirstWide + '!'
        : CategoryOf(point) is UnicodeCategory.SpaceSeparator ? ' '
        : Latin.GetValueOrDefault(point, point);

    private static bool IsInvisible(int point) => CategoryOf(point) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static UnicodeCategory CategoryOf(int point) => CharUnicodeInfo.GetUnicodeCategory(point);

    /// <summary>Half of a surrogate pair counts as itself.</summary>
    private static List<int> CodePoints(string text)
    {
        var points = new List<int>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            points.Add(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
                ? char.ConvertToUtf32(text[at], text[++at])
                : text[at]);
        }

        return points;
    }
}
