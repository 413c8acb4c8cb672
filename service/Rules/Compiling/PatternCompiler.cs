using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Compiling;

/// <summary>The patterns over groups, roles and organizations of one rule, and what they capture.</summary>
internal sealed class PatternCompiler(MembershipTree memberships, ClaimTable claims, FaultList faults)
{
    private const int MaxPatterns = 256;
    private const int MaxCaptures = 16;

    private readonly List<string> _captures = [];

    /// <summary>In the order of the patterns, each once; grows while the rule is compiled.</summary>
    public IReadOnlyList<string> Captures => _captures;

    public static string Names(IReadOnlyCollection<string> captures) =>
        captures.Count == 0 ? "none" : string.Join(", ", captures.Order(StringComparer.Ordinal).Select(name => $"{{{name}}}"));

    /// <param name="test">As written.</param>
    /// <param name="purpose">What the test is used for, <c>not</c> taken into account.</param>
    /// <param name="captured">Takes the names.</param>
    public Predicate.MemberOf Compile(PredicateDocument.Membership test, Purpose purpose, HashSet<string> captured)
    {
        if (test.Patterns.Count > MaxPatterns)
        {
            faults.Add(test.Patterns[0].Text.At, FaultCode.TooLarge, $"a test takes at most {MaxPatterns} patterns; these are {test.Patterns.Count}");
        }

        PathPattern? first = null;
        var patterns = new List<CompiledPattern>();
        foreach (var written in test.Patterns)
        {
            if (Parse(test.Kind, written, purpose) is { } pattern)
            {
                first ??= pattern;
                CheckCaptures(written.Text, pattern, first);
                captured.UnionWith(pattern.Captures);
                patterns.Add(Compile(test.Kind, written, pattern));
            }
        }

        return new Predicate.MemberOf(test.Kind, patterns);
    }

    private PathPattern? Parse(MembershipKind kind, PatternDocument written, Purpose purpose)
    {
        var (text, client) = (written.Text, written.Client);
        if (client is not null && (client.Text.Length == 0 || client.Text.AsSpan().ContainsAny('*', '{', '}')))
        {
            faults.Add(client.At, FaultCode.RolePattern, $"client {SafeText.Quote(client.Text)} is no client's id written out; only its role is a pattern");
            return null;
        }

        var (what, code) = kind switch
        {
            MembershipKind.Group => ("group pattern", FaultCode.GroupPattern),
            MembershipKind.RealmRole => ("realm_role pattern", FaultCode.RolePattern),
            MembershipKind.ClientRole => ("client_role pattern", FaultCode.RolePattern),
            MembershipKind.Organization => ("organization pattern", FaultCode.OrganizationPattern),
        };
        var wrong = kind == MembershipKind.Group ? null
            : kind == MembershipKind.Organization ? NoAlias(text.Text)
            : text.Text.StartsWith('/') ? "begins with a slash, as only groups do; leave it out"
            : text.Text.Length == 0 && (kind == MembershipKind.RealmRole || client is not null) ? "is empty; write the role's name"
            : kind == MembershipKind.ClientRole && client is null && !text.Text.Contains('/', StringComparison.Ordinal) ? "names no client; write client/role"
            : null;
        if (wrong is null && PathPattern.Read(kind == MembershipKind.Group ? text.Text : $"/{text.Text}").TryGet(out var pattern, out wrong))
        {
            if (kind == MembershipKind.Group && purpose == Purpose.Grant && text.Text.Contains('~', StringComparison.Ordinal))
            {
                faults.Add(text.At, code, $"{what} {SafeText.Quote(text.Text)} holds a ~; a group with ~ grants nothing, because Keycloak's escape can forge paths: rename the group");
            }

            return pattern;
        }

        faults.Add(text.At, code, $"{what} {SafeText.Quote(text.Text)} {wrong}");
        return null;
    }

    /// <returns>Why a text can be no pattern over one alias; null where it may be one.</returns>
    private static string? NoAlias(string text) =>
        text.Length == 0 ? "is empty; write the organization's alias"
        : text == "**" ? "has **, and nothing stands below an organization; write * for any"
        : text.Contains('/', StringComparison.Ordinal) ? "has a slash, which no alias has; write the organization's alias, {x}, or * for any"
        : null;

    private void CheckCaptures(Written text, PathPattern pattern, PathPattern first)
    {
        foreach (var name in pattern.Captures.Where(claims.BuiltIn.ContainsKey))
        {
            faults.Add(text.At, FaultCode.Capture, $"{{{name}}} is built in and means the caller's own; call the capture otherwise");
        }

        if (!pattern.Captures.ToHashSet(StringComparer.Ordinal).SetEquals(first.Captures))
        {
            faults.Add(text.At, FaultCode.Capture, $"every pattern of a list captures the same names: {Names(pattern.Captures)} here, {Names(first.Captures)} in the first; write two rules, or name the same captures");
        }

        _captures.AddRange(pattern.Captures.Except(_captures, StringComparer.Ordinal));
        if (_captures.Count > MaxCaptures)
        {
            faults.Add(text.At, FaultCode.TooLarge, $"a rule has at most {MaxCaptures} captures");
        }
    }

    private CompiledPattern Compile(MembershipKind kind, PatternDocument written, PathPattern pattern)
    {
        var captures = new List<PatternCapture>();
        for (var index = 0; index < pattern.Segments.Count; index++)
        {
            var (segment, at) = (pattern.Segments[index], index);
            captures.AddRange(segment.Captures.Select((name, position) =>
                new PatternCapture(at, segment.Before.Length, segment.After.Length, _captures.IndexOf(name))
                {
                    Of = segment.Composition is { } composition ? (composition, position) : null,
                }));
        }

        return new CompiledPattern(written.ToString(), memberships.Add(kind, pattern, written.Client?.Text), [.. captures], _captures)
        {
            Client = written.Client?.Text,
            Role = written.Client is null ? null : written.Text.Text,
        };
    }
}
