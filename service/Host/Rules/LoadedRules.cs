using TokenBridge.Rules.Compiling;

namespace TokenBridge.Host.Rules;

/// <summary>Rules as they were read, and what came of them.</summary>
/// <param name="Compilation">A rule set that may serve, or every fault; a test that fails is one.</param>
/// <param name="Files">Those that could be read.</param>
internal sealed record LoadedRules(RuleSetCompilation Compilation, IReadOnlyList<RulesFile> Files);

/// <summary>Rules changed on disk.</summary>
/// <param name="PreviousHash">Of the set that was in force.</param>
/// <param name="Loaded">The new one, taken or refused.</param>
internal sealed record RulesChange(string PreviousHash, LoadedRules Loaded);
