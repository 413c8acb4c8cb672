using Polly.Registry;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>What fails together at STS, and apart from the rest.</summary>
/// <param name="Account">Of the role.</param>
/// <param name="Region">Whose STS is asked.</param>
/// <param name="Strategy">Who calls.</param>
internal readonly record struct CircuitKey(string Account, string Region, StsStrategy Strategy)
{
    /// <summary>One name for all circuits: accounts are no labels of Polly's metrics.</summary>
    public static ResiliencePipelineRegistryOptions<CircuitKey> Naming => new() { BuilderNameFormatter = static _ => "sts" };
}
