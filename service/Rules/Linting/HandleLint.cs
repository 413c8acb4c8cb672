using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Linting;

/// <summary>
/// Sessions cannot be recalled: AWS only lets a deny be written for those that have somebody's source identity, tag or session name. A grant in which none
/// of them is the person's leaves nothing to cut off but the role of all.
/// </summary>
internal static class HandleLint
{
    /// <summary>Where Keycloak says who it is.</summary>
    private static readonly HashSet<string> Personal = new(StringComparer.Ordinal) { "/sub", "/sid", "/preferred_username", "/email", "/upn", "/username" };

    /// <summary>What such a tag is called where the claim in it is one of the company's own.</summary>
    private static readonly HashSet<string> PersonalTags = new(StringComparer.OrdinalIgnoreCase) { "user", "username", "sub", "subject", "person", "email", "employee", "employee_id" };

    public static IEnumerable<RuleWarning> Find(RuleSetDocument document)
    {
        var personal = document.Claims.Where(claim => Personal.Contains(claim.From!.Text)).Select(claim => claim.Name.Text).Concat([BuiltInClaims.Subject, BuiltInClaims.Session]).ToHashSet(StringComparer.Ordinal);
        return
            from rule in document.Rules
            where rule.Grant is not null && !HasHandle(rule.Grant.Over(document.Defaults), personal)
            select new RuleWarning(
                rule.Grant!.At,
                LintCode.NoHandle,
                "nothing in its sessions tells whose they are, so one person's cannot be cut off before they end; write source_identity: \"{sub}\", a tag user: \"{sub}\", or a session_name with {sub}",
                rule);
    }

    /// <summary>A grant that says nothing of its session name has the caller's <c>sub</c> there.</summary>
    private static bool HasHandle(GrantDocument grant, HashSet<string> personal) =>
        grant.SessionName is not { } name
        || IsPersonal(TemplateNames.Of(name), personal)
        || IsPersonal(TemplateNames.Of(grant.SourceIdentity), personal)
        || grant.Tags.Any(tag => IsPersonal(TemplateNames.Of(tag), personal) || (PersonalTags.Contains(tag.Key.Text) && TemplateNames.Of(tag).Any()));

    private static bool IsPersonal(IEnumerable<string> names, HashSet<string> personal) => names.Any(personal.Contains);
}
