using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Reading.Yaml;

/// <summary>One rules file as read.</summary>
/// <param name="File">The file as the operator named it; faults show it.</param>
/// <param name="Text">Its whole text; a leading byte order mark is allowed.</param>
internal sealed record RuleSetSource(string File, string Text);

/// <summary>What the rules are compiled against.</summary>
/// <param name="IssuerIds">Every configured issuer; with more than one, each grant rule must say which it trusts. Empty where there is no configuration.</param>
internal sealed record RuleSetContext(IReadOnlyList<string> IssuerIds)
{
    /// <summary>What the configuration can do; a grant that names another is a fault.</summary>
    public IReadOnlyList<SessionStrategy> Strategies { get; init; } = Enum.GetValues<SessionStrategy>();

    /// <summary>For grants that name none.</summary>
    public SessionStrategy DefaultStrategy { get; init; } = SessionStrategy.AssumeRole;
}
