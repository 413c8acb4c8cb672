using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>What every test here shares: the running parts, and the ends of their logs beside whatever fails.</summary>
[Collection(RealPartsDefinition.Name)]
public abstract class EndToEndTest
{
    private readonly ITestOutputHelper _output;

    private protected EndToEndTest(RealParts parts, ITestOutputHelper output)
    {
        Parts = parts;
        _output = output;
    }

    private protected RealParts Parts { get; }

    /// <summary>One plain line for whoever reads the run.</summary>
    private protected void Say(string line)
    {
        _output.WriteLine(line);
        RunSummary.Add(line);
    }

    private protected async Task ProveAsync(Func<Task> proof)
    {
        try
        {
            await proof();
        }
        catch
        {
            _output.WriteLine(Parts.LogEnds());
            throw;
        }
    }
}
