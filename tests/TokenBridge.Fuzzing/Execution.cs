using System.Diagnostics;
using TokenBridge.Fuzzing.Readers;

namespace TokenBridge.Fuzzing;

/// <summary>Runs a reader over one input, and says what is wrong with that.</summary>
/// <param name="reader">What is run.</param>
/// <param name="unfinished">Gets an input that a reader does not come back from; the process ends then.</param>
internal sealed class Execution(FuzzedReader reader, Action<byte[]> unfinished) : IDisposable
{
    /// <summary>The longest that a reader may take for one input, beside whatever else the machine does.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Hopeless = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private Timer? _watch;
    private byte[] _input = [];
    private long _since;

    public int Count { get; private set; }

    /// <returns>Null where everything holds.</returns>
    public string? Run(byte[] input)
    {
        _watch ??= new Timer(_ => Look(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        lock (_lock)
        {
            (_input, _since) = (input, Stopwatch.GetTimestamp());
        }

        Count++;
        try
        {
            reader.Read(input);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }

        return Stopwatch.GetElapsedTime(_since) <= Limit || IsFast(input) ? null : $"slower than {Limit.TotalSeconds:0} s, three times in a row, twice of them by the processor's time";
    }

    public void Dispose() => _watch?.Dispose();

    /// <summary>By the processor's time: on a busy machine everything is slow.</summary>
    private bool IsFast(byte[] input)
    {
        for (var tries = 0; tries < 2; tries++)
        {
            var start = Environment.CpuUsage.TotalTime;
            reader.Read(input);
            if (Environment.CpuUsage.TotalTime - start <= Limit)
            {
                return true;
            }
        }

        return false;
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_since != 0 && Stopwatch.GetElapsedTime(_since) > Hopeless)
            {
                unfinished(_input);
            }
        }
    }
}
