namespace TokenBridge.Host.Operations;

/// <summary><c>TokenBridge:Operations</c>.</summary>
/// <param name="Addresses">Where <c>/metrics</c> and <c>/health</c> are served, and then nowhere else; empty for where everything is.</param>
/// <param name="DrainDelay">How long the service still listens once it was told to stop.</param>
internal sealed record OperationsOptions(IReadOnlyList<BindingAddress> Addresses, TimeSpan DrainDelay)
{
    /// <summary>For requests under way and their records, after the port has closed.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    /// <summary>The whole end.</summary>
    public TimeSpan ShutdownLimit => DrainDelay + EndLimit;
}
