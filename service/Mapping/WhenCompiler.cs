namespace TokenBridge.Mapping;

/// <summary>A rule's conditions -> <see cref="Predicate"/>, and the captures they fill.</summary>
/// <param name="names">The file's claims.</param>
/// <param name="groups">Takes the patterns.</param>
/// <param name="claims">What is built in.</param>
/// <param name="issuers">Which issuers the rule trusts; null for every one.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class WhenCompiler(NameScope names, GroupTree groups, ClaimTable claims, Predicate.ClaimEquals? issuers, FaultList faults)
{
    private const int MaxPatterns = 256;
    private const int MaxValues = 1_000;
    private const int MaxCaptures = 16;

    /// <summary>In the order of the patterns; a default grant name shows their values in it.</summary>
    public IReadOnlyList<string> Captures { get; private set; } = [];

    public Predicate.AllOf Compile(IReadOnlyList<PredicateDocument> when, bool grants)
    {
        var patterns = when.OfType<PredicateDocument.Group>().Select(group => Parse(group, grants)).ToList();
        Captures = [.. patterns.Where(list => list.Count > 0).SelectMany(list => list[0].Captures).Distinct(StringComparer.Ordinal)];
        var parts = new List<Predicate>();
        if (issuers is not null)
        {
            parts.Add(issuers);
        }

        parts.AddRange(when.OfType<PredicateDocument.Client>().Select(test => Equal(claims.Client, test.Ids)));
        parts.AddRange(patterns.Select(list => new Predicate.InGroup([.. list.Select(Compile)])));
        foreach (var test in when.OfType<PredicateDocument.Claim>())
        {
            if (names.Claim(test.Name) is { } source)
            {
                parts.Add(Equal(source, test.Values));
            }
        }

        return new Predicate.AllOf(parts);
    }

    private Predicate.ClaimEquals Equal(ClaimSource source, IReadOnlyList<Written> values)
    {
        if (values.Count > MaxValues)
        {
            faults.Add(values[0].At, FaultCode.TooLarge, $"a test takes at most {MaxValues} values; these are {values.Count}");
        }

        return new Predicate.ClaimEquals(source, [.. values.Select(value => value.Text)]);
    }

    private List<GroupPattern> Parse(PredicateDocument.Group group, bool grants)
    {
        if (group.Patterns.Count > MaxPatterns)
        {
            faults.Add(group.Patterns[0].At, FaultCode.TooLarge, $"a rule takes at most {MaxPatterns} patterns; these are {group.Patterns.Count}");
        }

        var patterns = new List<GroupPattern>();
        foreach (var text in group.Patterns)
        {
            if (!GroupPattern.TryParse(text.Text, out var pattern, out var wrong))
            {
                faults.Add(text.At, FaultCode.GroupPattern, $"group pattern {Quoted.Text(text.Text)} {wrong}");
                continue;
            }

            if (grants && text.Text.Contains('~', StringComparison.Ordinal))
            {
                faults.Add(text.At, FaultCode.GroupPattern, $"group pattern {Quoted.Text(text.Text)} holds a ~; a group with ~ grants nothing, because Keycloak's escape can forge paths: rename the group");
            }

            patterns.Add(pattern);
            CheckCaptures(text, pattern, patterns[0]);
        }

        return patterns;
    }

    private void CheckCaptures(Written text, GroupPattern pattern, GroupPattern first)
    {
        foreach (var name in pattern.Captures.Where(claims.BuiltIn.ContainsKey))
        {
            faults.Add(text.At, FaultCode.Capture, $"{{{name}}} is built in and means the caller's own; call the capture otherwise");
        }

        if (pattern.Captures.Count > MaxCaptures)
        {
            faults.Add(text.At, FaultCode.TooLarge, $"a rule has at most {MaxCaptures} captures");
        }

        if (!pattern.Captures.ToHashSet(StringComparer.Ordinal).SetEquals(first.Captures))
        {
            faults.Add(text.At, FaultCode.Capture, $"every pattern of a list captures the same names: {Names(pattern)} here, {Names(first)} in the first; write two rules, or name the same captures");
        }

        static string Names(GroupPattern pattern) => pattern.Captures.Count == 0 ? "none" : string.Join(", ", pattern.Captures.Select(name => $"{{{name}}}"));
    }

    private CompiledPattern Compile(GroupPattern pattern)
    {
        var captures = new List<PatternCapture>();
        for (var index = 0; index < pattern.Segments.Count; index++)
        {
            var segment = pattern.Segments[index];
            var slot = segment.Capture is null ? -1 : Captures.ToList().IndexOf(segment.Capture);
            if (slot >= 0)
            {
                captures.Add(new PatternCapture(index, segment.Before.Length, segment.After.Length, slot));
            }
        }

        return new CompiledPattern(groups.Add(pattern), captures, Captures.Count);
    }
}
