using System.Globalization;

namespace TokenBridge.Benchmarks.Load;

/// <summary>What a service says of itself at <c>/metrics</c>, as far as a benchmark asks.</summary>
/// <param name="Processor">Seconds that its process has used so far.</param>
/// <param name="Threads">Of its pool: many more than processors mean that threads wait for something.</param>
/// <param name="StsCalls">Calls to STS so far.</param>
/// <param name="Exchanges">Exchanges so far that took at most so many seconds; the last is infinite.</param>
internal sealed record ServiceCounts(double Processor, double Threads, long StsCalls, IReadOnlyDictionary<double, long> Exchanges)
{
    public static async Task<ServiceCounts> ReadAsync(HttpClient client)
    {
        var (processor, threads, calls) = (0.0, 0.0, 0L);
        var exchanges = new SortedDictionary<double, long>();
        foreach (var line in (await client.GetStringAsync("/metrics")).Split('\n'))
        {
            if (line.StartsWith("tokenbridge_sts_calls_total{", StringComparison.Ordinal))
            {
                calls += (long)Value(line);
            }
            else if (line.StartsWith("dotnet_process_cpu_time_seconds_total{", StringComparison.Ordinal))
            {
                processor += Value(line);
            }
            else if (line.StartsWith("dotnet_thread_pool_thread_count", StringComparison.Ordinal))
            {
                threads = Value(line);
            }
            else if (line.StartsWith("tokenbridge_exchange_duration_seconds_bucket{", StringComparison.Ordinal))
            {
                var bound = Bound(line);
                exchanges[bound] = exchanges.GetValueOrDefault(bound) + (long)Value(line);
            }
        }

        return new ServiceCounts(processor, threads, calls, exchanges);
    }

    /// <summary>Seconds within which so large a share of the exchanges since then ended: the upper end of a histogram's bucket.</summary>
    public double Within(ServiceCounts since, double share)
    {
        var all = Count(double.PositiveInfinity);
        return Exchanges.Keys.First(bound => Count(bound) >= all * share);

        long Count(double bound) => Exchanges[bound] - since.Exchanges.GetValueOrDefault(bound);
    }

    private static double Value(string line) => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);

    private static double Bound(string line)
    {
        var text = line.Split("le=\"")[1].Split('"')[0];
        return text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
    }
}
