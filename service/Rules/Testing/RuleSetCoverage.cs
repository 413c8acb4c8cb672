using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Testing;

/// <summary>What of the rules the tests in their files reach, and what they leave out. A part that is reached may still do what nobody meant.</summary>
/// <param name="Parts">In the order of the rules and within them.</param>
internal sealed record RuleSetCoverage(IReadOnlyList<CoveredPart> Parts)
{
    public IReadOnlyList<CoveredPart> Missed => [.. Parts.Where(part => !part.IsReached)];

    public static RuleSetCoverage Of(RuleSet rules)
    {
        var probes = rules.Rules.Select(CoverageProbe.Of).ToList();
        var reached = new HashSet<CoverageProbe>(ReferenceEqualityComparer.Instance);
        foreach (var test in rules.Tests)
        {
            if (!UnverifiedCaller.Read(test.Payload, test.IssuerId, test.Now).TryGet(out var caller, out _))
            {
                continue;
            }

            var context = new RequestContext(test.Source, test.Now);
            var seen = new CoverageView(rules.See(caller, context), rules.Evaluate(caller, context));
            reached.UnionWith(probes.SelectMany(ofRule => ofRule).Where(probe => !reached.Contains(probe) && probe.IsReached(seen)));
        }

        return new RuleSetCoverage(
            [.. rules.Rules.SelectMany((rule, index) => probes[index].Select(probe => new CoveredPart(rule.Id, rule.At, probe.Kind, probe.What, reached.Contains(probe))))]);
    }
}

/// <param name="RuleId">Whose part.</param>
/// <param name="At">Where the rule begins.</param>
/// <param name="Kind"><c>rule</c>, <c>condition</c>, <c>alternative</c>, <c>grant</c> or <c>deny</c>.</param>
/// <param name="What">What no test does where it is not reached; goes on after "no test".</param>
/// <param name="IsReached">By one test at least.</param>
internal sealed record CoveredPart(string RuleId, SourcePosition At, string Kind, string What, bool IsReached);

/// <summary>The caller of one test.</summary>
/// <param name="Caller">As the rules see it.</param>
/// <param name="Evaluation">What they say.</param>
internal sealed record CoverageView(CallerView Caller, RuleSetEvaluation Evaluation);
