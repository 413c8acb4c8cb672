using TokenBridge.Fuzzing.Readers;

namespace TokenBridge.Fuzzing;

/// <summary>What the fuzzer once found interesting is read again by every test run.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Readers => [.. FuzzedReader.All.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Every_input_of_the_corpus_is_taken_or_refused_as_it_has_to_be(string name)
    {
        var inputs = FuzzCorpus.Read([Path.Combine(AppContext.BaseDirectory, "corpus", name)]);
        using var execution = new Execution(FuzzedReader.Named(name)!, input => throw new TimeoutException(FuzzCorpus.NameOf(input)));

        inputs.ShouldNotBeEmpty();
        foreach (var input in inputs)
        {
            execution.Run(input).ShouldBeNull(FuzzCorpus.NameOf(input));
        }
    }
}
