using SharpFuzz;

namespace TokenBridge.Fuzzing.Coverage;

/// <summary>Rewrites assemblies so that each branch that they take leaves a mark in the trace buffer.</summary>
internal static class Instrumentation
{
    /// <summary>The readers and what they are made of; YAML is read by a library, whose branches are as interesting as ours.</summary>
    private static readonly string[] Assemblies = ["TokenBridge.Protocol.dll", "TokenBridge.Rules.dll", "tokenbridge-service.dll", "YamlDotNet.dll"];

    /// <param name="folder">A copy of the build's output, never the output itself: an instrumented assembly runs only where a trace buffer is there.</param>
    /// <param name="output">Told what was instrumented.</param>
    public static void Instrument(string folder, TextWriter output)
    {
        foreach (var assembly in Assemblies)
        {
            var types = Fuzzer.Instrument(Path.Combine(folder, assembly), _ => true, Options.Value).Count();
            output.WriteLine($"{assembly}: {types} types instrumented");
        }
    }
}
