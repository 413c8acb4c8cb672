using System.Diagnostics;
using TokenBridge.Fuzzing.Coverage;
using TokenBridge.Fuzzing.Readers;

namespace TokenBridge.Fuzzing;

/// <summary>One reader for some time: mutate an input, run it, keep it where it took a new way.</summary>
/// <param name="reader">What is fuzzed.</param>
/// <param name="folder">Gets <c>corpus</c> and <c>findings</c>; what lies there from a run before goes on from there.</param>
/// <param name="output">Told how far it is, once a minute.</param>
internal sealed class FuzzRun(FuzzedReader reader, string folder, TextWriter output)
{
    private readonly string _findings = Path.Combine(folder, "findings");
    private readonly HashSet<string> _seenFindings = new(StringComparer.Ordinal);

    /// <returns>How many findings there were; each has its input and what it broke in <c>findings</c>.</returns>
    public int Run(IReadOnlyList<string> seeds, TimeSpan limit)
    {
        // The trace buffer has to be there before the first instrumented branch.
        using var trace = new BranchTrace();
        using var execution = new Execution(reader, Abandon);
        var random = new Random(Environment.ProcessId);
        var mutator = new Mutator(reader, random);
        var corpus = new FuzzCorpus(Path.Combine(folder, "corpus"));
        foreach (var seed in FuzzCorpus.Read([.. seeds, Path.Combine(folder, "corpus")]))
        {
            Try(seed, execution, trace, corpus, keep: corpus.Count == 0);
        }

        var start = Stopwatch.GetTimestamp();
        var told = TimeSpan.Zero;
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < limit)
        {
            for (var repeat = 0; repeat < 100; repeat++)
            {
                Try(mutator.Mutate(corpus.Choose(random), corpus.Choose(random)), execution, trace, corpus);
            }

            if (elapsed - told > TimeSpan.FromMinutes(1))
            {
                told = elapsed;
                Tell(execution, trace, corpus, elapsed);
            }
        }

        Tell(execution, trace, corpus, Stopwatch.GetElapsedTime(start));
        return _seenFindings.Count;
    }

    private void Try(byte[] input, Execution execution, BranchTrace trace, FuzzCorpus corpus, bool keep = false)
    {
        trace.Begin();
        var fault = execution.Run(input);
        if (trace.Learn() || keep)
        {
            corpus.Add(input);
        }

        if (fault is not null)
        {
            Report(input, fault);
        }
    }

    /// <summary>One input for each place that throws; the next thousand from there say nothing new.</summary>
    private void Report(byte[] input, string fault)
    {
        var place = string.Join('\n', fault.Split('\n').Take(3));
        if (_seenFindings.Add(place))
        {
            FuzzCorpus.Write(_findings, input);
            File.WriteAllText(Path.Combine(_findings, $"{FuzzCorpus.NameOf(input)}.txt"), fault);
            output.WriteLine($"{reader.Name}: FINDING {FuzzCorpus.NameOf(input)}: {place}");
        }
    }

    private void Abandon(byte[] input)
    {
        Report(input, "does not come back");
        Environment.Exit(1);
    }

    private void Tell(Execution execution, BranchTrace trace, FuzzCorpus corpus, TimeSpan elapsed) =>
        output.WriteLine(
            $"{reader.Name}: {execution.Count} executions in {elapsed.TotalSeconds:0} s ({execution.Count / elapsed.TotalSeconds:0}/s), {trace.Reached} branch pairs, corpus {corpus.Count}, findings {_seenFindings.Count}");
}
