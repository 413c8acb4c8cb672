using TokenBridge.Mapping;
using TokenBridge.Mapping.Lint;

namespace TokenBridge.Commands.Rules;

/// <summary>What each code is about, in one sentence; code scanning shows it beside the findings.</summary>
internal static class FindingCatalog
{
    public static readonly IReadOnlyDictionary<string, string> Descriptions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [FaultCode.Unreadable] = "A rules file is missing, unreadable, empty or too large.",
        [FaultCode.Syntax] = "The text is not YAML.",
        [FaultCode.Character] = "An invisible or control character stands in a rules file.",
        [FaultCode.YamlFeature] = "Anchors, aliases, merges, YAML tags and second documents are not read.",
        [FaultCode.DuplicateKey] = "A key stands twice in one mapping.",
        [FaultCode.UnknownKey] = "A key is not of the language.",
        [FaultCode.NotBuilt] = "A key is of the language, but not built in this version.",
        [FaultCode.WrongKind] = "A value is of another kind than its key takes.",
        [FaultCode.MissingKey] = "A key that is needed is missing.",
        [FaultCode.Version] = "The version of the language is not known.",
        [FaultCode.TooLarge] = "Something is more or longer than the language allows.",
        [FaultCode.RuleId] = "A rule's id is malformed or taken.",
        [FaultCode.Issuer] = "An issuer is not configured, or a grant rule does not say which it trusts.",
        [FaultCode.Claim] = "A declaration of a claim is malformed.",
        [FaultCode.GroupPattern] = "A group pattern is malformed.",
        [FaultCode.Capture] = "Captures of one condition do not agree.",
        [FaultCode.Template] = "A template is malformed.",
        [FaultCode.UnknownName] = "A name is neither a capture nor a claim.",
        [FaultCode.RoleArn] = "A role is no ARN of an IAM role.",
        [FaultCode.Duration] = "A duration is malformed, or out of AWS's bounds.",
        [FaultCode.SessionName] = "A session name or source identity has characters that AWS does not take.",
        [FaultCode.Tag] = "A session tag is none that AWS takes.",
        [FaultCode.TransitiveTag] = "A transitive tag is no tag that the session always has.",
        [FaultCode.DenyPattern] = "A pattern of a deny can match no role.",
        [FaultCode.Effect] = "A rule has both of grant and deny, or neither.",
        [FaultCode.Priority] = "A priority is no whole number within its bounds.",
        [FaultCode.When] = "A rule does not say whom it is about.",
        [FaultCode.RolePattern] = "A pattern over realm or client roles is malformed.",
        [FaultCode.ClaimTest] = "A test of a claim has a value that its operator does not take.",
        [FaultCode.Network] = "An address or a range of addresses is malformed.",
        [FaultCode.Policy] = "A session policy or its ARN is none that AWS takes.",
        [FaultCode.ExternalId] = "An external id is malformed, or goes with another strategy.",
        [FaultCode.Region] = "A region is malformed.",
        [FaultCode.Strategy] = "A strategy is not known or not configured.",
        [FaultCode.Require] = "A requirement on the login is malformed.",
        [FaultCode.Test] = "A test in the file is malformed.",
        [FaultCode.Lint] = "An allowance of a warning is malformed.",
        [FaultCode.FailedTest] = "A test in the file does not pass.",
        [LintCode.Unreachable] = "No token can meet the conditions of a rule.",
        [LintCode.IdleDeny] = "A deny matches no role that any rule gives.",
        [LintCode.Everyone] = "A grant is for everyone, or for nearly everyone.",
        [LintCode.UserChosen] = "Access rests on a claim that people can often choose themselves.",
        [LintCode.ClaimInArn] = "A claim fills an ARN.",
        [LintCode.LongChain] = "A session is longer than AWS allows where roles are chained.",
        [LintCode.ShortSession] = "A session is so short that SDKs refresh it nearly without end.",
        [LintCode.PackedSize] = "Tags and policies may be more than a session holds.",
        [LintCode.Shadowed] = "A capture hides the claim of its name.",
        [LintCode.UnusedClaim] = "Nothing reads a claim.",
        [LintCode.IdleAllowance] = "An allowance silences nothing.",
        [LintCode.AlwaysDenied] = "A deny always takes a grant away.",
        [LintCode.Covered] = "A value of a list says nothing beside another one.",
    };
}
