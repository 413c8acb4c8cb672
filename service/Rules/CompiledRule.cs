using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules;

/// <summary>A rule that has no fault left.</summary>
internal sealed record CompiledRule
{
    public required string Id { get; init; }

    public string? Description { get; init; }

    /// <summary>Where it begins.</summary>
    public required SourcePosition At { get; init; }

    /// <summary>Every part must hold.</summary>
    public required Predicate.AllOf When { get; init; }

    /// <summary>Names, in the order of a binding's values.</summary>
    public IReadOnlyList<string> Captures { get; init; } = [];

    /// <summary>Null for a deny rule.</summary>
    public GrantTemplate? Grant { get; init; }

    /// <summary>Null for a grant rule.</summary>
    public DenyEffect? Deny { get; init; }

    public Purpose Purpose => Grant is null ? Purpose.Deny : Purpose.Grant;
}

/// <param name="Roles">A grant whose role matches any of them is refused.</param>
/// <param name="Reason">What the refused caller reads; null where the rule gives none.</param>
internal sealed record DenyEffect(IReadOnlyList<RoleGlob> Roles, string? Reason);
