namespace TokenBridge.Testing;

/// <summary>Tests that look at what belongs to the whole process; nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
