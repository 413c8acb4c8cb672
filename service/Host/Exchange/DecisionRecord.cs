using System.Text.Json;
using TokenBridge.Host.Audit;
using TokenBridge.Host.Audit.Records;
using TokenBridge.Host.Sts;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>What the record says of a decision.</summary>
internal static class DecisionRecord
{
    private const string UsernamePointer = "/preferred_username";

    /// <summary>Characters.</summary>
    private const int LongestUsername = 255;

    public static DecisionPart Of(CallerIdentity caller, RuleSet rules, RuleDecision.Denied denied, AuditedClaims shown) =>
        new(rules.Hash, denied.RuleId, Granted: null)
        {
            PreferredUsername = UsernameOf(caller, rules),
            Read = new ReadPart(caller, rules.DeclaredClaims, shown),
        };

    /// <param name="caller">Whose token was verified.</param>
    /// <param name="rules">That decided.</param>
    /// <param name="grant">What they gave.</param>
    /// <param name="sts">Who calls STS for it, and as whom.</param>
    /// <param name="tagsAreOfToken">The grant's tags and source identity are not sent.</param>
    public static DecisionPart Of(CallerIdentity caller, RuleSet rules, Grant grant, StsOptions sts, bool tagsAreOfToken)
    {
        var strategy = sts.For(grant);
        var subject = strategy == SessionStrategy.WebIdentity ? sts.SubjectFor(grant) : null;
        return new(rules.Hash, grant.RuleId, new GrantPart(grant, strategy.ToText(), tagsAreOfToken, subject)) { PreferredUsername = UsernameOf(caller, rules) };
    }

    /// <summary>What was asked about, where nobody wanted a decision.</summary>
    public static DecisionPart Of(CallerIdentity caller, RuleSet rules) =>
        new(rules.Hash, RuleId: null, Granted: null) { PreferredUsername = UsernameOf(caller, rules) };

    /// <summary>A name of a person is recorded where the rules, which the operator wrote, look at it anyway.</summary>
    private static string? UsernameOf(CallerIdentity caller, RuleSet rules)
    {
        foreach (var pointer in rules.DeclaredClaims)
        {
            if (pointer.Text == UsernamePointer)
            {
                return pointer.Read(caller.Claims) is { ValueKind: JsonValueKind.String } name ? SafeText.Cut(name.GetString(), LongestUsername) : null;
            }
        }

        return null;
    }
}
