namespace TokenBridge.Host.Tests;

/// <summary>Tests that look at what belongs to the whole process; nothing else runs beside them. xunit finds it in the assembly of the tests only.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
