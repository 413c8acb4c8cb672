using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Linting;

/// <summary>Something in sound rules that is seldom meant, where it is, and why it matters.</summary>
/// <param name="At">Where.</param>
/// <param name="Code">Of <see cref="LintCode"/>.</param>
/// <param name="Message">What is odd, and what to write instead.</param>
/// <param name="Rule">Whose allowances count besides the file's; null for what belongs to the file.</param>
internal sealed record RuleWarning(SourcePosition At, string Code, string Message, RuleDocument? Rule = null);
