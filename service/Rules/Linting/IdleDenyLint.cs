using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Linting;

/// <summary>A deny that takes nothing away: mostly a slip in an account number, and what it was to keep people out of stands open.</summary>
internal static class IdleDenyLint
{
    public static IEnumerable<RuleWarning> Find(RuleSetDocument document, RuleSet rules)
    {
        // Rules that give the same text give the same roles.
        var roles = rules.Rules
            .Where(rule => rule.Grant is not null)
            .Select(rule => rule.Grant!.Role.Text)
            .DistinctBy(role => role.Written)
            .Select(role => TextShape.Of(role, RoleArn.IsNameCharacter))
            .ToList();
        var idle = new Dictionary<string, bool>(StringComparer.Ordinal);
        return
            from rule in document.Rules
            from glob in rule.Deny?.Roles ?? []
            where IsIdle(glob.Text)
            select new RuleWarning(
                glob.At, LintCode.IdleDeny, $"no rule gives a role that {SafeText.Quote(glob.Text)} matches, so this takes nothing away; compare it with the roles of the grants", rule);

        // Once for each text: a hundred deny rules often name the same roles.
        bool IsIdle(string glob)
        {
            if (!idle.TryGetValue(glob, out var known))
            {
                var shape = TextShape.OfGlob(glob);
                idle.Add(glob, known = !roles.Exists(role => role.Meets(shape)));
            }

            return known;
        }
    }
}
