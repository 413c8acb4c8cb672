using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>One rules file as written: shapes are right, nothing is looked up or compiled yet.</summary>
/// <param name="File">The file as the operator named it.</param>
/// <param name="Issuers">Stand for every rule of the file that names none itself; null where the file names none.</param>
/// <param name="Claims">By name, in the order written. They are the file's own: another file's claims are not seen here.</param>
/// <param name="Defaults">The file's own as well.</param>
/// <param name="Rules">In the order written.</param>
/// <param name="Tests">In the order written.</param>
internal sealed record RuleSetDocument(
    string File,
    IReadOnlyList<Written>? Issuers,
    IReadOnlyList<ClaimDocument> Claims,
    GrantDocument Defaults,
    IReadOnlyList<RuleDocument> Rules,
    IReadOnlyList<TestDocument> Tests)
{
    public IReadOnlyList<LintDocument> Lint { get; init; } = [];

    /// <summary>False where a fault has lost the id of a rule.</summary>
    public bool RulesAreWhole { get; init; } = true;

    /// <summary>False where a fault may have lost a name that rules and templates use.</summary>
    public bool ClaimsAreWhole { get; init; } = true;
}

/// <param name="Name">What rules and templates call it.</param>
/// <param name="From">JSON Pointer; null after a fault.</param>
/// <param name="Default">Stands for an absent claim.</param>
internal sealed record ClaimDocument(Written Name, Written? From, Written? Default)
{
    /// <summary>What the token holds, and what the rules see in its place; null for none.</summary>
    public IReadOnlyList<KeyValuePair<Written, Written>>? Map { get; init; }
}

/// <param name="At">Where the rule begins.</param>
/// <param name="Id">Null after a fault.</param>
/// <param name="Description">For people.</param>
/// <param name="When">All must hold; null after a fault.</param>
/// <param name="Require">How the caller must have logged in; null where the rule does not mind.</param>
/// <param name="Grant">Null for a deny rule, or after a fault.</param>
/// <param name="Deny">Null for a grant rule, or after a fault.</param>
internal sealed record RuleDocument(
    SourcePosition At,
    Written? Id,
    string? Description,
    IReadOnlyList<PredicateDocument>? When,
    RequireDocument? Require,
    GrantDocument? Grant,
    DenyDocument? Deny)
{
    public IReadOnlyList<LintDocument> Lint { get; init; } = [];

    /// <summary>False where a fault may have lost a test, and with it what the rule captures.</summary>
    public bool WhenIsWhole { get; init; } = true;
}

/// <summary>A rule's grant, or the file's defaults for all of them. What is null was not written.</summary>
internal sealed record GrantDocument(SourcePosition At)
{
    /// <summary>Keys whose defaults the grant does without, each written <c>null</c>.</summary>
    public IReadOnlyList<Written> Dropped { get; init; } = [];

    /// <summary>Whether the key is there, whatever is under it.</summary>
    public bool NamesRole { get; init; }

    /// <summary>False where a fault has lost a value; what then seems to be missing is not told.</summary>
    public bool IsWhole { get; init; } = true;

    public Written? Name { get; init; }

    public Written? Role { get; init; }

    public Written? SessionName { get; init; }

    public Written? SourceIdentity { get; init; }

    public Written? Duration { get; init; }

    public Written? Priority { get; init; }

    public Written? ExternalId { get; init; }

    public Written? Region { get; init; }

    public Written? Strategy { get; init; }

    /// <summary>YAML that becomes JSON.</summary>
    public YamlNode? Policy { get; init; }

    public IReadOnlyList<Written>? PolicyArns { get; init; }

    public IReadOnlyList<TagDocument> Tags { get; init; } = [];

    public IReadOnlyList<Written>? TransitiveTags { get; init; }

    /// <summary>Key by key; its own value wins over <paramref name="defaults"/>, and a null drops the default of that key (tags without case, as AWS compares).</summary>
    public GrantDocument Over(GrantDocument defaults)
    {
        var own = Tags.Select(tag => tag.Key.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return this with
        {
            NamesRole = NamesRole || defaults.NamesRole,
            IsWhole = IsWhole && defaults.IsWhole,
            Name = Name ?? defaults.Name,
            Role = Role ?? defaults.Role,
            SessionName = SessionName ?? defaults.SessionName,
            SourceIdentity = SourceIdentity ?? Kept("source_identity", defaults.SourceIdentity),
            Duration = Duration ?? defaults.Duration,
            Priority = Priority ?? defaults.Priority,
            ExternalId = ExternalId ?? Kept("external_id", defaults.ExternalId),
            Region = Region ?? Kept("region", defaults.Region),
            Strategy = Strategy ?? defaults.Strategy,
            Policy = Policy ?? Kept("policy", defaults.Policy),
            PolicyArns = PolicyArns ?? defaults.PolicyArns,
            TransitiveTags = TransitiveTags ?? defaults.TransitiveTags,
            Tags = [.. defaults.Tags.Where(tag => !own.Contains(tag.Key.Text)), .. Tags],
        };
    }

    /// <param name="key">One that can be dropped.</param>
    public bool Has(string key) => key switch
    {
        "source_identity" => SourceIdentity is not null,
        "external_id" => ExternalId is not null,
        "region" => Region is not null,
        _ => Policy is not null,
    };

    private T? Kept<T>(string key, T? inherited)
        where T : class => Dropped.Any(dropped => dropped.Text == key) ? null : inherited;
}

/// <param name="Key">As AWS gets it.</param>
/// <param name="Value">A template, or with <paramref name="Separator"/> the name of a claim; null drops a default.</param>
/// <param name="Separator">Joins the elements of the claim; null for a template.</param>
internal sealed record TagDocument(Written Key, Written? Value, Written? Separator = null);

/// <param name="At">Where it begins.</param>
/// <param name="Acr">Any of them will do; null where none is asked for.</param>
/// <param name="MaxAuthAge">A duration; null where any age will do.</param>
internal sealed record RequireDocument(SourcePosition At, IReadOnlyList<Written>? Acr, Written? MaxAuthAge);

/// <param name="Roles">Globs over role ARNs; at least one.</param>
/// <param name="Reason">What the refused caller reads.</param>
internal sealed record DenyDocument(IReadOnlyList<Written> Roles, Written? Reason);

/// <summary>Warnings that are meant to be so.</summary>
/// <param name="Codes">At least one.</param>
/// <param name="Because">Never blank.</param>
internal sealed record LintDocument(IReadOnlyList<Written> Codes, Written Because);
