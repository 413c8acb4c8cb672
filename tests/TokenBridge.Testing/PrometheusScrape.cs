using System.Globalization;
using System.Text.RegularExpressions;

namespace TokenBridge.Testing;

/// <summary>Prometheus' text format 0.0.4, read strictly: whatever a scrape must not hold fails the test with its line.</summary>
/// <remarks>https://prometheus.io/docs/instrumenting/exposition_formats/.</remarks>
internal sealed partial class PrometheusScrape
{
    private static readonly string[] Kinds = ["counter", "gauge", "histogram", "summary", "untyped"];

    private readonly Dictionary<string, string> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);
    private string _current = "";

    private PrometheusScrape()
    {
    }

    /// <summary>Names of families with what they are.</summary>
    public IReadOnlyDictionary<string, string> Families => _families;

    /// <summary>By name and labels, as they are written; without labels by the name alone.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    public static PrometheusScrape Of(string text)
    {
        text.ShouldEndWith("\n");
        var scrape = new PrometheusScrape();
        foreach (var line in text[..^1].Split('\n'))
        {
            scrape.Read(line);
        }

        foreach (var (family, _) in scrape._families.Where(family => family.Value == "histogram"))
        {
            scrape.CheckHistogram(family);
        }

        return scrape;
    }

    private void Read(string line)
    {
        if (line.StartsWith("# HELP ", StringComparison.Ordinal))
        {
            Name().IsMatch(line.Split(' ')[2]).ShouldBeTrue(line);
        }
        else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
        {
            var words = line.Split(' ');
            words.Length.ShouldBe(4, line);
            Name().IsMatch(words[2]).ShouldBeTrue(line);
            Kinds.ShouldContain(words[3], line);

            // A family stands in one piece.
            _families.TryAdd(words[2], words[3]).ShouldBeTrue(line);
            _current = words[2];
        }
        else if (!line.StartsWith('#'))
        {
            ReadSample(line);
        }
    }

    private void ReadSample(string line)
    {
        var match = Sample().Match(line);
        match.Success.ShouldBeTrue(line);
        var name = match.Groups["name"].Value;
        string[] suffixes = _families[_current] == "histogram" ? ["_bucket", "_sum", "_count"] : [""];
        suffixes.Select(suffix => _current + suffix).ShouldContain(name, line);
        double.TryParse(Number(match.Groups["value"].Value), NumberStyles.Float, CultureInfo.InvariantCulture, out var value).ShouldBeTrue(line);
        _samples.TryAdd(name + Labels(match.Groups["labels"].Value), value).ShouldBeTrue(line);
    }

    /// <summary>Buckets add up, the last is all there is.</summary>
    private void CheckHistogram(string family)
    {
        var buckets = _samples.Where(sample => sample.Key.StartsWith($"{family}_bucket{{", StringComparison.Ordinal))
            .GroupBy(sample => Bound().Replace(sample.Key, ""), StringComparer.Ordinal).ToList();
        buckets.ShouldNotBeEmpty(family);
        foreach (var series in buckets)
        {
            var counts = series.Select(bucket => bucket.Value).ToList();
            counts.ShouldBeInOrder();
            series.Last().Key.ShouldContain("le=\"+Inf\"");
            _samples[$"{family}_count{Labels(series.Key[$"{family}_bucket".Length..])}"].ShouldBe(counts[^1]);
        }
    }

    /// <summary>Empty braces are no labels.</summary>
    private static string Labels(string written) => written == "{}" ? "" : written;

    private static string Number(string value) => value switch { "+Inf" => "Infinity", "-Inf" => "-Infinity", _ => value };

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\[\\"n])*"(,|(?=\})))*\})? (?<value>\S+)$""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sample();

    [GeneratedRegex(",?le=\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bound();
}
