using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Audit.Records;

/// <summary>What the rules said, also where STS then failed.</summary>
/// <param name="RulesHash">SHA-256 of the rule set that decided.</param>
/// <param name="RuleId">The rule that granted or refused; null where no rule did.</param>
/// <param name="Granted">Null where the rules refused.</param>
internal sealed record DecisionPart(string RulesHash, string? RuleId, GrantPart? Granted)
{
    /// <summary>The claim of that name, where the rules declare it; null where they do not, or it is no string.</summary>
    public string? PreferredUsername { get; init; }

    /// <summary>What the rules read, where they refused.</summary>
    public ReadPart? Read { get; init; }
}

/// <param name="Grant">The decision.</param>
/// <param name="Strategy">Who calls STS for it.</param>
/// <param name="TagsAreOfToken">
/// The session's tags and source identity come from the caller's token (strategy PassThrough), so the grant's were not sent.
/// </param>
/// <param name="WebIdentitySubject"><c>sub</c> of the token that the service signed; null for other strategies.</param>
internal sealed record GrantPart(Grant Grant, string Strategy, bool TagsAreOfToken, string? WebIdentitySubject);
