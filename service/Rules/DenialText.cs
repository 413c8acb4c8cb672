using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules;

/// <summary>
/// What a refused caller reads: what was refused and what to do next. It names only rules and roles that are about this caller; claim values stay out of it.
/// </summary>
internal static class DenialText
{
    public static RefusedGrant Denied(GrantTemplate grant, string? name, RoleArn role, ActiveDeny deny)
    {
        var rule = deny.Rule;
        var because = rule.Deny?.Reason is { } reason ? $": \"{reason}\"" : ".";
        var undecided = deny.Truth == Truth.Undecidable ? " It could not be decided from your token, and what cannot be decided is denied." : "";
        return new RefusedGrant(
            name,
            role,
            grant.RuleId,
            DenialReason.DeniedByRule,
            rule.Id,
            $"Role {SafeText.Quote(name ?? role.Value)} is denied by rule {SafeText.Quote(rule.Id)}{because}{undecided} If that is wrong, ask the owner of that rule.",
            $"rule {SafeText.Quote(grant.RuleId)} grants {role}, deny rule {SafeText.Quote(rule.Id)} {(deny.Truth == Truth.Undecidable ? "cannot be decided" : "holds")}");
    }

    public static RefusedGrant Unrendered(GrantTemplate grant, string? name, RoleArn? role, RenderFault fault)
    {
        var remedy = fault.Reason == DenialReason.MissingValue
            ? "Ask the administrators of your login to add it, then log in again"
            : "Ask the administrators of your login to fix it, then log in again";
        var value = fault.Name is null ? $"the {fault.Field}" : $"{SafeText.Quote(fault.Name)}, which goes into the {fault.Field},";
        return new RefusedGrant(
            name,
            role,
            grant.RuleId,
            fault.Reason,
            grant.RuleId,
            $"Rule {SafeText.Quote(grant.RuleId)} would grant {(name is null ? "you a role" : SafeText.Quote(name))}, but {value} {fault.What}. {remedy}, or ask the owner of that rule.",
            $"rule {SafeText.Quote(grant.RuleId)}: {fault.Field}: {(fault.Name is null ? "" : $"{{{fault.Name}}} ")}{fault.What}")
        {
            Placeholder = fault.Name,
            Claim = fault.Claim,
        };
    }

    public static RefusedGrant Overfull(GrantTemplate grant) => new(
        null,
        null,
        grant.RuleId,
        DenialReason.InvalidValue,
        grant.RuleId,
        $"Rule {SafeText.Quote(grant.RuleId)} fits more than {BindingSet.Limit} of your groups, so it gives none of its roles. Ask the owner of that rule to narrow it.",
        $"rule {SafeText.Quote(grant.RuleId)}: more than {BindingSet.Limit} bindings of its captures");

    public static RefusedGrant StepUpRequired(Grant grant, StepUp challenge, string lacks)
    {
        var acr = challenge.Acr.Count == 0 ? null : $"acr {ValueText.AnyOf(challenge.Acr)}";
        var age = challenge.MaxAgeSeconds is { } seconds ? $"at most {seconds} s ago" : null;
        var ask = string.Join(" and ", new[] { challenge.AcrValues is { } values ? $"acr_values={values}" : null, challenge.MaxAgeSeconds is { } most ? $"max_age={most}" : null }.OfType<string>());
        return new RefusedGrant(
            grant.Name,
            grant.Role,
            grant.RuleId,
            DenialReason.StepUpRequired,
            grant.RuleId,
            $"Role {SafeText.Quote(grant.Name)} needs a login {string.Join(", ", new[] { acr is null ? null : $"with {acr}", age }.OfType<string>())}: log in again in the browser, asking Keycloak for {ask}. "
                + "A login by cookie, a token exchange or a password grant does not count.",
            $"rule {SafeText.Quote(grant.RuleId)}: {lacks}")
        {
            StepUp = challenge,
        };
    }

    public static RuleDecision.Denied Of(RefusedGrant refused) =>
        new(refused.Reason, refused.RefusedBy, refused.Message, refused.Detail, []) { StepUp = refused.StepUp };

    public static RuleDecision.Denied NoRule(CallerIdentity caller, string? uncounted) => new(
        DenialReason.NoRuleMatches,
        null,
        $"No rule gives you a role. Ask the owner of the rules for one, or the administrators of {RealmOf(caller)} for the group that you lack, then log in again.{Behind(uncounted)}",
        $"no grant rule matches the caller{(uncounted is null ? "" : $"; {uncounted}")}",
        []);

    public static RuleDecision.Denied NotGranted(string role, IReadOnlyList<string> eligible, string? uncounted) => new(
        DenialReason.RoleNotGranted,
        null,
        $"No rule gives you the role {SafeText.Quote(role)}. "
            + (eligible.Count == 0 ? "Ask the owner of the rules for it." : $"Ask for one of {SafeText.QuoteList(eligible)}, or ask the owner of the rules for it.")
            + LookAlike.TellAmong(role, eligible) + Behind(uncounted),
        $"asked for {SafeText.Quote(role)}, which no grant of the caller is called; eligible: {eligible.Count}{(uncounted is null ? "" : $"; {uncounted}")}",
        []);

    /// <summary>As Keycloak calls it, which is the end of its URL; the issuer's name in the configuration is the operator's own.</summary>
    private static string RealmOf(CallerIdentity caller) =>
        caller.IssuerId == AnyIssuer.Id ? "your login" : $"the Keycloak realm {SafeText.Quote(caller.Issuer.TrimEnd('/').Split('/')[^1])}";

    /// <summary>The commonest reason why nobody's group fits, told to whoever is refused for it.</summary>
    private static string Behind(string? uncounted) => uncounted is null ? "" : $" {uncounted}";

    public static RuleDecision.Denied RoleRequired(string? role, IReadOnlyList<string> choices) => new(
        DenialReason.RoleRequired,
        null,
        $"{(role is null ? "You may have several roles" : $"Several of your roles are called {SafeText.Quote(role)}")}; ask for one of {SafeText.QuoteList(choices)}.",
        $"{choices.Count} eligible grants, none with the single highest priority",
        choices);
}
