namespace TokenBridge.Mapping;

/// <summary><c>TokenBridge:Rules</c>.</summary>
/// <param name="Path">A file, or a folder whose <c>*.yaml</c> files are one rule set. Relative paths start at the working folder.</param>
internal sealed record RulesOptions(string Path);
