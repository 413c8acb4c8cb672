namespace TokenBridge.Host.Rules;

/// <summary><c>TokenBridge:Rules</c>.</summary>
/// <param name="Path">A file, or a folder whose <c>*.yaml</c> files are one rule set. Relative paths start at the working folder.</param>
/// <param name="Reload">Whether changed files are taken into service while it runs.</param>
internal sealed record RulesOptions(string Path, bool Reload);
