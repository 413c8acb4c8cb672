using BenchmarkDotNet.Attributes;
using TokenBridge.Benchmarks.Scene;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;

namespace TokenBridge.Benchmarks;

/// <summary>One decision, three tags, among 10 to 10,000 rules. Read <c>Ratio</c>: the cost must not grow with the rules.</summary>
[BenchmarkCategory("rules")]
public class RuleEvaluation
{
    private const string Wanted = "ds-0-vision";

    private readonly CallerIdentity _caller = Callers.InGroups("/dept-0/vision/scientists", "/dept-1/speech/scientists");
    private RuleSet _ten = null!;
    private RuleSet _hundred = null!;
    private RuleSet _thousand = null!;
    private RuleSet _tenThousand = null!;

    [GlobalSetup]
    public void Compile()
    {
        _ten = SceneRules.Compile(10);
        _hundred = SceneRules.Compile(100);
        _thousand = SceneRules.Compile(1_000);
        _tenThousand = SceneRules.Compile(10_000);
        if (!TenRules() || !HundredRules() || !ThousandRules() || !TenThousandRules())
        {
            throw new InvalidOperationException("The rules refused: nothing was measured.");
        }
    }

    [Benchmark(Baseline = true, Description = "10 rules")]
    public bool TenRules() => IsGranted(_ten);

    [Benchmark(Description = "100 rules")]
    public bool HundredRules() => IsGranted(_hundred);

    [Benchmark(Description = "1,000 rules")]
    public bool ThousandRules() => IsGranted(_thousand);

    [Benchmark(Description = "10,000 rules")]
    public bool TenThousandRules() => IsGranted(_tenThousand);

    private bool IsGranted(RuleSet rules) => rules.Decide(_caller, Callers.Context, Wanted).Decision is RuleDecision.Granted;
}

/// <summary>What a caller's own groups cost among 10,000 rules: groups that no rule knows, and groups each of which grants a role.</summary>
[BenchmarkCategory("rules")]
public class RuleEvaluationByGroups
{
    private RuleSet _rules = null!;
    private CallerIdentity _unknown = null!;
    private CallerIdentity _granting = null!;

    [Params(2, 20, 200, 2_000)]
    public int Groups { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        _rules = SceneRules.Compile(10_000);
        var others = Enumerable.Range(0, Groups - 1).Select(number => $"/club-{number}/members");
        _unknown = Callers.InGroups(["/dept-0/vision/scientists", .. others]);
        _granting = Callers.InGroups([.. Enumerable.Range(0, Groups).Select(number => $"/dept-{number}/vision/scientists")]);
    }

    [Benchmark(Description = "one group grants, the others mean nothing")]
    public int OneGrant() => _rules.Evaluate(_unknown, Callers.Context).Eligible.Count;

    [Benchmark(Description = "every group grants a role")]
    public int GrantEach() => _rules.Evaluate(_granting, Callers.Context).Eligible.Count;
}
