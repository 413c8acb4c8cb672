using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace TokenBridge.Host.Operations;

/// <summary>
/// Writes what the OpenTelemetry SDK collected in Prometheus' text format 0.0.4. The SDK's own Prometheus exporter cannot be had where
/// this project builds (ADR 2).
/// </summary>
internal sealed class PrometheusText : BaseExporter<Metric>
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>The last collection.</summary>
    public string Text => _text.ToString();

    public override ExportResult Export(in Batch<Metric> batch)
    {
        _text.Clear();
        foreach (var metric in batch)
        {
            Write(metric);
        }

        return ExportResult.Success;
    }

    private void Write(Metric metric)
    {
        var kind = Kind(metric.MetricType);
        var name = FamilyName(metric, kind);
        _text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(metric.Description)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = Labels(point.Tags);
            if (kind == "histogram")
            {
                WriteHistogram(name, labels, point);
            }
            else
            {
                WriteSample(name, labels, Value(metric.MetricType, point));
            }
        }
    }

    /// <summary>Buckets add up in Prometheus; OpenTelemetry counts each by itself.</summary>
    private void WriteHistogram(string name, string labels, in MetricPoint point)
    {
        long sum = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            sum += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound);
            WriteSample($"{name}_bucket", $"{labels}{(labels.Length == 0 ? "" : ",")}le=\"{bound}\"", sum);
        }

        WriteSample($"{name}_sum", labels, point.GetHistogramSum());
        WriteSample($"{name}_count", labels, point.GetHistogramCount());
    }

    private void WriteSample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Kind(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static double Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static string FamilyName(Metric metric, string kind)
    {
        var name = new StringBuilder(metric.Name.Length + 16);
        foreach (var character in metric.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        if (metric.Unit == "s")
        {
            name.Append("_seconds");
        }

        return name.Append(kind == "counter" ? "_total" : "").ToString();
    }

    private static string Labels(ReadOnlyTagCollection tags)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"")
                .Append(EscapeLabel(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string EscapeHelp(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeLabel(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
