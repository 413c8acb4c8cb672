namespace TokenBridge.Mapping;

/// <summary>The rules of one file -> <see cref="CompiledRule"/>.</summary>
internal sealed class RuleCompiler(RuleSetDocument document, ClaimTable claims, GroupTree groups, IssuerScope issuers, FaultList faults)
{
    private const int MaxRoleGlobs = 256;
    private const int MaxReasonLength = 500;

    private readonly Dictionary<string, ClaimSource> _claims = ClaimCompiler.Compile(document.Claims, claims, faults);
    private readonly Predicate.ClaimEquals? _fileIssuers = document.Issuers is { } ids ? issuers.Compile(ids) : null;

    /// <returns>Whatever could be compiled; after a fault nobody evaluates it.</returns>
    public CompiledRule Compile(RuleDocument rule)
    {
        var id = rule.Id ?? new Written("?", rule.At);
        var grants = rule.Grant is not null;
        var own = (rule.When ?? []).OfType<PredicateDocument.Issuer>().FirstOrDefault();
        if (own is null && document.Issuers is null && grants)
        {
            issuers.Require(rule);
        }

        var trusted = own is null ? _fileIssuers : issuers.Compile(own.Ids);
        var when = new WhenCompiler(new NameScope(_claims, [], faults), groups, claims, trusted, faults);
        var condition = when.Compile(rule.When ?? [], grants);
        var scope = new NameScope(_claims, when.Captures, faults);
        return new CompiledRule
        {
            Id = id.Text,
            Description = rule.Description,
            When = condition,
            Grant = rule.Grant is { } grant ? new GrantCompiler(scope, id).Compile(grant.Over(document.Defaults), claims.Subject) : null,
            Deny = rule.Deny is { } deny ? CompileDeny(deny) : null,
        };
    }

    private DenyEffect CompileDeny(DenyDocument deny)
    {
        if (deny.Roles.Count > MaxRoleGlobs)
        {
            faults.Add(deny.Roles[0].At, FaultCode.TooLarge, $"a rule denies at most {MaxRoleGlobs} patterns; these are {deny.Roles.Count}");
        }

        if (deny.Reason is { } reason && (reason.Text.TrimEnd().Length is 0 or > MaxReasonLength || reason.Text.TrimEnd().AsSpan().ContainsAny('\r', '\n', '\t')))
        {
            faults.Add(reason.At, FaultCode.WrongKind, $"reason is not one line of 1 to {MaxReasonLength} characters, which the refused caller reads");
        }

        var globs = new List<RoleGlob>();
        foreach (var text in deny.Roles)
        {
            if (RoleGlob.TryParse(text.Text, out var glob, out var wrong))
            {
                globs.Add(glob);
            }
            else
            {
                faults.Add(text.At, FaultCode.DenyPattern, $"denied role {Quoted.Text(text.Text)} {wrong}");
            }
        }

        return new DenyEffect(globs, deny.Reason?.Text.TrimEnd());
    }
}
