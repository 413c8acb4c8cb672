using System.Runtime.InteropServices;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules;

/// <summary>What a request gets, and what of the request it was decided by beside caller and role: for these it says the same again.</summary>
/// <param name="Decision">One grant or why not.</param>
/// <param name="DependsOnSource">A rule asked for the caller's address.</param>
/// <param name="DependsOnTime">A rule asked for the time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RuleSetDecision(RuleDecision Decision, bool DependsOnSource, bool DependsOnTime);
