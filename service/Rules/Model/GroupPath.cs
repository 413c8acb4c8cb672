namespace TokenBridge.Rules.Model;

/// <summary>Which values of <c>groups</c> can give anything at all.</summary>
internal static class GroupPath
{
    /// <returns>Why no grant rule is ever met by a value; null where one can be.</returns>
    public static string? Flaw(string value) =>
        !value.StartsWith('/') ? "no slash in front"
        : value.Contains('~', StringComparison.Ordinal) ? "a ~ in it"
        : value.EndsWith('/') ? "a slash at its end"
        : value.Contains("//", StringComparison.Ordinal) ? "an empty segment"
        : null;
}
