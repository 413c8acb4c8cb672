using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Compiling;

/// <summary>The rules of one file -> <see cref="CompiledRule"/>.</summary>
internal sealed class RuleCompiler(
    RuleSetDocument document, RuleSetContext context, ClaimTable claims, MembershipTree memberships, IssuerScope issuers, FaultList faults)
{
    private const int MaxRoleGlobs = 256;
    private const int MaxReasonLength = 500;

    private readonly Dictionary<string, ClaimSource> _claims = ClaimCompiler.Compile(document.Claims, claims, faults);
    private readonly Predicate.ClaimEquals? _fileIssuers = document.Issuers is { } ids ? issuers.Compile(ids) : null;
    private readonly SharedTemplates _shared = new(document.Defaults);

    /// <summary>By name: declared in the file, or built in.</summary>
    public IReadOnlyDictionary<string, ClaimSource> Claims => _claims;

    /// <summary>A rule of the file captures names that a fault has lost.</summary>
    private bool _capturesAreOpen;

    /// <summary>Once for each file, after its rules: what they have told of a default is not told again.</summary>
    /// <param name="captures">Of any rule of the file.</param>
    public void CheckDefaults(IReadOnlyList<string> captures)
    {
        CheckDrops(document.Defaults, null);
        DefaultsCheck.Run(document.Defaults, new NameScope(_claims, captures, _shared, faults) { IsOpen = _capturesAreOpen || !document.ClaimsAreWhole }, claims.Subject, context);
    }

    /// <returns>Whatever could be compiled; after a fault nobody evaluates it.</returns>
    public CompiledRule Compile(RuleDocument rule)
    {
        var id = rule.Id ?? new Written("?", rule.At);
        var tests = rule.When ?? [];
        var namesIssuers = IssuerScope.Names(tests);
        if (!namesIssuers && rule.WhenIsWhole && document.Issuers is null && rule.Grant is not null)
        {
            issuers.Require(rule);
        }

        if (rule.Grant is { } dropping)
        {
            CheckDrops(dropping, document.Defaults);
        }

        var before = faults.Count;
        var when = new WhenCompiler(new NameScope(_claims, [], _shared, faults) { IsOpen = !document.ClaimsAreWhole }, memberships, claims, issuers, faults);
        var condition = when.Compile(tests, namesIssuers ? null : _fileIssuers, rule.Grant is null ? Purpose.Deny : Purpose.Grant);
        var isWhole = rule.WhenIsWhole && faults.Count == before;
        _capturesAreOpen |= !isWhole;
        var require = rule.Require is { } required ? RequireCompiler.Compile(required, faults) : null;
        var scope = new NameScope(_claims, when.Captures, _shared, faults) { IsOpen = !isWhole || !document.ClaimsAreWhole };
        return new CompiledRule
        {
            Id = id.Text,
            Description = rule.Description,
            At = rule.At,
            When = condition,
            Captures = when.Captures,
            Grant = rule.Grant is { } grant ? new GrantCompiler(scope, id, context).Compile(grant.Over(document.Defaults), claims.Subject, require) : null,
            Deny = rule.Deny is { } deny ? CompileDeny(deny) : null,
        };
    }

    /// <summary>A drop that drops nothing is a slip, and the default that was meant stays in every session.</summary>
    private void CheckDrops(GrantDocument grant, GrantDocument? defaults)
    {
        if (defaults?.IsWhole == false)
        {
            return;
        }

        var keys = (defaults?.Tags ?? []).Select(tag => tag.Key.Text).ToList();
        foreach (var tag in grant.Tags.Where(tag => tag.Value is null && !keys.Contains(tag.Key.Text, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add(tag.Key.At, FaultCode.Tag, $"there is no default tag {SafeText.Quote(tag.Key.Text)} to drop{DidYouMean.Suggest(tag.Key.Text, keys, "otherwise write \"\" for an empty value, or take it out")}");
        }

        foreach (var key in grant.Dropped.Where(key => defaults?.Has(key.Text) != true))
        {
            faults.Add(key.At, FaultCode.WrongKind, $"there is no default {key.Text} to drop; take the key out");
        }
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
            if (RoleGlob.Read(text.Text).TryGet(out var glob, out var wrong))
            {
                globs.Add(glob);
            }
            else
            {
                faults.Add(text.At, FaultCode.DenyPattern, $"denied role {SafeText.Quote(text.Text)} {wrong}");
            }
        }

        return new DenyEffect(globs, deny.Reason?.Text.TrimEnd());
    }
}
