using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Compiling;

/// <summary>A rule's conditions -> <see cref="Predicate"/>, and the captures they fill.</summary>
/// <param name="names">The file's claims.</param>
/// <param name="memberships">Takes the patterns.</param>
/// <param name="claims">What is built in.</param>
/// <param name="issuers">Which issuers there are.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class WhenCompiler(NameScope names, MembershipTree memberships, ClaimTable claims, IssuerScope issuers, FaultList faults)
{
    private const int MaxTests = 256;

    private readonly PatternCompiler _patterns = new(memberships, claims, faults);
    private readonly ClaimTestCompiler _claimTests = new(names, faults);
    private int _tests;

    /// <summary>In the order of the patterns; a default grant name shows their values in it.</summary>
    public IReadOnlyList<string> Captures => _patterns.Captures;

    /// <param name="when">As written.</param>
    /// <param name="trusted">The file's issuers where the rule names none itself; null for every one.</param>
    /// <param name="purpose">What the rule is for.</param>
    public Predicate.AllOf Compile(IReadOnlyList<PredicateDocument> when, Predicate? trusted, Purpose purpose)
    {
        var parts = Compile(when, purpose, new HashSet<string>(StringComparer.Ordinal)).Parts;
        return new Predicate.AllOf(trusted is null ? parts : [trusted, .. parts]);
    }

    private Predicate.AllOf Compile(IReadOnlyList<PredicateDocument> tests, Purpose purpose, HashSet<string> captured)
    {
        var parts = new List<Predicate>();
        foreach (var test in tests)
        {
            if (++_tests == MaxTests + 1)
            {
                faults.Add(test.At, FaultCode.TooLarge, $"a rule has at most {MaxTests} tests; make several rules of it");
            }

            if (Compile(test, purpose, captured) is { } part)
            {
                parts.Add(part);
            }
        }

        return new Predicate.AllOf(parts);
    }

    /// <returns>Null for a test that always holds, or after a fault.</returns>
    private Predicate? Compile(PredicateDocument test, Purpose purpose, HashSet<string> captured) => test.Match<Predicate?>(
        everyone: _ => null,
        membership: membership => _patterns.Compile(membership, purpose, captured),
        claim: _claimTests.Compile,
        issuer: issuer => issuers.Compile(issuer.Ids),
        client: client => _claimTests.Equal(new TestedClaim(ClaimKey.Client, "client", claims.Client), client.Ids),
        source: CompileNetworks,
        all: all => new Predicate.AllOf([.. all.Branches.Select(branch => Compile(branch, purpose, captured))]),
        any: any => CompileAny(any, purpose, captured),
        not: not => CompileNot(not, purpose));

    private Predicate.AnyOf CompileAny(PredicateDocument.Any any, Purpose purpose, HashSet<string> captured)
    {
        HashSet<string>? first = null;
        var parts = new List<Predicate>();
        var before = faults.Count;
        foreach (var branch in any.Branches)
        {
            var own = new HashSet<string>(StringComparer.Ordinal);
            parts.Add(Compile(branch, purpose, own));
            first ??= own;
            if (faults.Count == before && !own.SetEquals(first))
            {
                faults.Add(branch[0].At, FaultCode.Capture, $"every branch of 'any' captures the same names: {PatternCompiler.Names(own)} here, {PatternCompiler.Names(first)} in the first; write two rules, or name the same captures");
            }
        }

        captured.UnionWith(first ?? []);
        return new Predicate.AnyOf(parts);
    }

    private Predicate.Not CompileNot(PredicateDocument.Not not, Purpose purpose)
    {
        var captured = new HashSet<string>(StringComparer.Ordinal);
        var part = Compile(not.Tests, purpose == Purpose.Grant ? Purpose.Deny : Purpose.Grant, captured);
        if (captured.Count > 0)
        {
            faults.Add(not.At, FaultCode.Capture, $"nothing is captured inside 'not', where {PatternCompiler.Names(captured)} would have no value; write * instead");
        }

        return new Predicate.Not(part);
    }

    private Predicate.FromNetwork CompileNetworks(PredicateDocument.SourceAddress source)
    {
        if (source.Networks.Count > ClaimTestCompiler.MaxValues)
        {
            faults.Add(source.At, FaultCode.TooLarge, $"a test takes at most {ClaimTestCompiler.MaxValues} values; these are {source.Networks.Count}");
        }

        var networks = new List<Network>();
        foreach (var text in source.Networks)
        {
            if (Network.Read(text.Text).TryGet(out var network, out var wrong))
            {
                networks.Add(network);
            }
            else
            {
                faults.Add(text.At, FaultCode.Network, $"source_ip {SafeText.Quote(text.Text)} {wrong}");
            }
        }

        return new Predicate.FromNetwork(networks);
    }
}
