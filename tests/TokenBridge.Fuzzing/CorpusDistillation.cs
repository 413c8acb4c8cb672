using TokenBridge.Fuzzing.Coverage;
using TokenBridge.Fuzzing.Readers;

namespace TokenBridge.Fuzzing;

/// <summary>Chooses from a grown corpus what is worth committing: each input that reaches a pair of branches that no shorter one reaches.</summary>
internal static class CorpusDistillation
{
    /// <summary>A committed corpus is read by people and by every test run.</summary>
    private const int LongestInput = 1024;

    public static void Run(FuzzedReader reader, string folder, string target, TextWriter output)
    {
        using var trace = new BranchTrace();
        var inputs = FuzzCorpus.Read([folder]);
        var kept = 0;
        foreach (var input in inputs.Where(input => input.Length <= LongestInput))
        {
            var before = trace.Reached;
            trace.Begin();
            reader.Read(input);
            if (trace.Learn() && trace.Reached > before)
            {
                FuzzCorpus.Write(target, input);
                kept++;
            }
        }

        output.WriteLine($"{reader.Name}: {kept} of {inputs.Count} inputs reach {trace.Reached} branch pairs");
    }
}
