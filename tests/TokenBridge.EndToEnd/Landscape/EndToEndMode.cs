namespace TokenBridge.EndToEnd.Landscape;

/// <summary>
/// <c>TOKENBRIDGE_E2E</c>: <c>required</c> runs these tests and lets them fail where a part is missing, <c>auto</c> skips them there, and
/// without it they are skipped, because plain <c>dotnet test</c> needs nothing but .NET.
/// </summary>
internal static class EndToEndMode
{
    /// <summary>Null where the tests are to run.</summary>
    public static string? SkipReason { get; } = Decide();

    private static string? Decide() => Environment.GetEnvironmentVariable("TOKENBRIDGE_E2E") switch
    {
        "required" => null,
        "auto" => Installation.Missing is { Count: > 0 } missing ? $"not here: {string.Join("; ", missing)}" : null,
        null or "" => "needs a real Keycloak and a real STS; TOKENBRIDGE_E2E=auto runs it where they are installed",
        var other => throw new InvalidOperationException($"TOKENBRIDGE_E2E is '{other}'; write required or auto"),
    };
}
