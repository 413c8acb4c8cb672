using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Explaining;

/// <summary>Who can get a role, read from the rules alone.</summary>
/// <param name="Wanted">As asked.</param>
/// <param name="Routes">Every rule that may grant it.</param>
/// <param name="Cuts">Every rule that may forbid it.</param>
internal sealed record RoleReach(string Wanted, IReadOnlyList<RoleRoute> Routes, IReadOnlyList<RoleCut> Cuts)
{
    /// <summary>Every rule that is about the role.</summary>
    public IReadOnlySet<string> RuleIds => Routes.Select(route => route.RuleId).Concat(Cuts.Select(cut => cut.RuleId)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads the rules backwards: who gets a role, and who is kept from it.</summary>
    /// <param name="rules">That are asked.</param>
    /// <param name="wanted">A grant name, a rule id, or a role ARN in which <c>*</c> is any text.</param>
    public static RoleReach Of(RuleSet rules, string wanted)
    {
        var glob = RoleGlob.Read(wanted).Value;
        var routes = rules.Rules.Select(rule => Route(rule, wanted, glob)).OfType<RoleRoute>().ToList();
        var cuts = rules.Rules.Select(rule => Cut(rule, glob, routes)).OfType<RoleCut>().ToList();
        return new RoleReach(wanted, routes, cuts);
    }

    private static RoleRoute? Route(CompiledRule rule, string wanted, RoleGlob? glob)
    {
        if (rule.Grant is not { } grant)
        {
            return null;
        }

        var role = TextShape.Of(grant.Role.Text, RoleArn.IsNameCharacter);
        var name = grant.Name is { } template
            ? TextShape.Of(template, _ => true)
            : TextShape.Of(rule.Id).Then(rule.Captures.Count == 0 ? null : TextShape.Of(":").Then(TextShape.Any));
        var byRole = glob is not null && role.Meets(TextShape.OfGlob(glob.Text));
        var byName = name.Meets(TextShape.Of(wanted)) || rule.Id == wanted;
        return !byRole && !byName ? null : new RoleRoute(
            rule.Id,
            rule.Description,
            rule.At,
            grant.Name?.Written ?? string.Join(':', rule.Captures.Select(capture => $"{{{capture}}}").Prepend(rule.Id)),
            grant.Role.Text.Written,
            wanted.Contains('*', StringComparison.Ordinal) ? [] : Captures(byRole ? grant.Role.Text : grant.Name, wanted),
            PredicateOutline.Of(rule.When),
            grant.Require)
        {
            Shape = role,
        };
    }

    /// <summary>What the one placeholder of a template must be for the template to give a text.</summary>
    private static Dictionary<string, string> Captures(BoundTemplate? template, string text)
    {
        var captures = new Dictionary<string, string>(StringComparer.Ordinal);
        if (template?.Parts.Where(part => part.Name is not null).ToList() is [var only])
        {
            var at = Array.IndexOf(template.Parts, only);
            var before = string.Concat(template.Parts.Take(at).Select(part => part.Absent));
            var after = string.Concat(template.Parts.Skip(at + 1).Select(part => part.Absent));
            if (text.Length > before.Length + after.Length && text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(after, StringComparison.Ordinal))
            {
                captures.Add(only.Name!, text[before.Length..^after.Length]);
            }
        }

        return captures;
    }

    private static RoleCut? Cut(CompiledRule rule, RoleGlob? wanted, List<RoleRoute> routes)
    {
        if (rule.Deny is not { } deny)
        {
            return null;
        }

        var cut = routes.Where(route => deny.Roles.Any(glob =>
            route.Shape.Meets(TextShape.OfGlob(glob.Text)) && (wanted is null || TextShape.OfGlob(wanted.Text).Meets(TextShape.OfGlob(glob.Text))))).ToList();
        return cut.Count == 0 ? null : new RoleCut(
            rule.Id,
            rule.Description,
            rule.At,
            deny.Reason,
            [.. deny.Roles.Select(glob => glob.Text)],
            [.. cut.Select(route => route.RuleId)],
            PredicateOutline.Of(rule.When));
    }
}

/// <summary>One rule that may grant a role.</summary>
/// <param name="RuleId">Its id.</param>
/// <param name="Description">Its description.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Name">The grant's name, as written.</param>
/// <param name="Role">The role, as written.</param>
/// <param name="Captures">What the captures or claims must be for the role or name that was asked for; empty where that is open.</param>
/// <param name="When">Who gets it.</param>
/// <param name="Require">How they must have logged in.</param>
internal sealed record RoleRoute(
    string RuleId,
    string? Description,
    SourcePosition At,
    string Name,
    string Role,
    IReadOnlyDictionary<string, string> Captures,
    PredicateOutline When,
    StepUp? Require)
{
    /// <summary>The ARNs that the rule can give.</summary>
    public required TextShape Shape { get; init; }
}

/// <summary>One rule that may forbid a role.</summary>
/// <param name="RuleId">Its id.</param>
/// <param name="Description">Its description.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Reason">What the refused caller reads.</param>
/// <param name="Roles">Its globs.</param>
/// <param name="Routes">The ids of the rules that it cuts, some or all of whose roles it forbids.</param>
/// <param name="When">Whom it keeps out.</param>
internal sealed record RoleCut(
    string RuleId,
    string? Description,
    SourcePosition At,
    string? Reason,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Routes,
    PredicateOutline When);

/// <summary>A condition without a caller.</summary>
/// <param name="Kind">As the language calls it.</param>
/// <param name="Expected">What it wants; empty for combinations.</param>
/// <param name="Parts">Of a combination.</param>
internal sealed record PredicateOutline(string Kind, string Expected, IReadOnlyList<PredicateOutline> Parts)
{
    public static PredicateOutline Of(Predicate test)
    {
        var text = PredicateText.Of(test);
        return new PredicateOutline(text.Kind, text.Expected + Mapped(test), [.. test.Parts.Select(Of)]);
    }

    /// <summary>Who has the value in the token, and who has one that stands for it.</summary>
    private static string Mapped(Predicate test)
    {
        var others = test is Predicate.ClaimEquals { Source: { IsMapped: true } source } equals ? equals.Values.SelectMany(source.StandingFor).ToList() : [];
        return others.Count == 0 ? "" : $" (mapped from {ValueText.AnyOf(others)})";
    }
}
