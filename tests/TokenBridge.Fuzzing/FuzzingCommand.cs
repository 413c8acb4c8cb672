using System.Globalization;
using TokenBridge.Fuzzing.Coverage;
using TokenBridge.Fuzzing.Readers;

namespace TokenBridge.Fuzzing;

/// <summary>The command line of the fuzzer; the script <c>run</c> beside this file puts the steps together.</summary>
internal static class FuzzingCommand
{
    private const string Usage = """
        usage: instrument FOLDER                              instruments the assemblies of this build that lie in FOLDER
               fuzz READER SECONDS FOLDER SEEDS...            fuzzes one reader; FOLDER gets its corpus and what it finds
               distil READER FOLDER TARGET                    copies the fewest files of FOLDER that reach all that FOLDER reaches
        """;

    public static int Run(string[] arguments)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        switch (arguments)
        {
            case ["instrument", var folder]:
                Instrumentation.Instrument(folder, output);
                return 0;

            case ["fuzz", var name, var seconds, var folder, .. var seeds] when FuzzedReader.Named(name) is { } reader:
                var limit = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
                return new FuzzRun(reader, folder, output).Run(seeds, limit) == 0 ? 0 : 1;

            case ["distil", var name, var folder, var target] when FuzzedReader.Named(name) is { } reader:
                CorpusDistillation.Run(reader, folder, target, output);
                return 0;

            default:
                output.WriteLine(Usage);
                output.WriteLine($"readers: {string.Join(' ', FuzzedReader.All.Select(reader => reader.Name))}");
                return 2;
        }
    }
}
