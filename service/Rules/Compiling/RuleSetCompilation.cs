using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Compiling;

/// <summary>A rule set, or every reason why there is none.</summary>
internal abstract record RuleSetCompilation
{
    private RuleSetCompilation()
    {
    }

    public abstract T Match<T>(Func<RuleSet, T> compiled, Func<IReadOnlyList<RuleFault>, T> refused);

    internal sealed record Compiled(RuleSet RuleSet) : RuleSetCompilation
    {
        public override T Match<T>(Func<RuleSet, T> compiled, Func<IReadOnlyList<RuleFault>, T> refused) => compiled(RuleSet);
    }

    /// <param name="Faults">At least one, sorted by file, line and column.</param>
    internal sealed record Refused(IReadOnlyList<RuleFault> Faults) : RuleSetCompilation
    {
        /// <summary>Those that are not listed too.</summary>
        public int Count => Faults.Sum(fault => fault.Count);

        public override T Match<T>(Func<RuleSet, T> compiled, Func<IReadOnlyList<RuleFault>, T> refused) => refused(Faults);
    }
}
