using TokenBridge.EndToEnd.Landscape;

namespace TokenBridge.EndToEnd;

/// <summary>A test on real parts: skipped, with the reason, unless the environment asks for it (<see cref="EndToEndMode"/>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndToEndFactAttribute : FactAttribute
{
    public EndToEndFactAttribute() => Skip = EndToEndMode.SkipReason;
}

/// <inheritdoc cref="EndToEndFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndToEndTheoryAttribute : TheoryAttribute
{
    public EndToEndTheoryAttribute() => Skip = EndToEndMode.SkipReason;
}
