using TokenBridge.Rules.Explaining;

namespace TokenBridge.Rules.Matching;

internal abstract partial class Predicate
{
    /// <summary>A test of one claim. An array holds when any of its elements does; absent is false; an object is undecidable.</summary>
    internal abstract class ClaimTest(string kind, ClaimSource source) : Predicate
    {
        public ClaimSource Source { get; } = source;

        public override string Kind { get; } = kind;

        public sealed override string Actual(CallerView caller) => ExplanationText.Claim(caller.Read(Source));

        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            var claim = caller.Read(Source);
            return claim.Kind switch
            {
                ClaimKind.Absent => Truth.False,
                ClaimKind.Text or ClaimKind.Fraction => TestText(claim.Text),
                ClaimKind.Texts => TestTexts(claim.Texts),
                ClaimKind.Opaque => Truth.Undecidable,
            };
        }

        protected abstract Truth TestText(string text);

        protected virtual Truth TestTexts(HashSet<string> texts)
        {
            var truth = Truth.False;
            foreach (var text in texts)
            {
                var element = TestText(text);
                if (element == Truth.True)
                {
                    return element;
                }

                truth = element > truth ? element : truth;
            }

            return truth;
        }
    }

    /// <summary>A claim equals one of the values by text.</summary>
    internal sealed class ClaimEquals(string kind, ClaimSource source, IReadOnlyCollection<string> values) : ClaimTest(kind, source)
    {
        private readonly HashSet<string> _values = new(values, StringComparer.Ordinal);

        public IReadOnlyCollection<string> Values => _values;

        public override string Expected => ExplanationText.AnyOf(_values);

        protected override Truth TestText(string text) => _values.Contains(text) ? Truth.True : Truth.False;

        /// <summary>Looks the fewer up among the more: many rules with a value or two each may test one long list.</summary>
        protected override Truth TestTexts(HashSet<string> texts) =>
            (texts.Count < _values.Count ? _values.Overlaps(texts) : texts.Overlaps(_values)) ? Truth.True : Truth.False;
    }

    /// <summary>A claim matches one of the globs as a whole.</summary>
    internal sealed class ClaimLike(string kind, ClaimSource source, IReadOnlyList<TextGlob> globs) : ClaimTest(kind, source)
    {
        public IReadOnlyList<TextGlob> Globs { get; } = globs;

        public override string Expected => $"like {ExplanationText.AnyOf(Globs.Select(glob => glob.Text))}";

        protected override Truth TestText(string text)
        {
            foreach (var glob in Globs)
            {
                if (glob.Matches(text))
                {
                    return Truth.True;
                }
            }

            return Truth.False;
        }
    }

    /// <summary>A claim is a number within the bounds; what is no number cannot be decided.</summary>
    internal sealed class ClaimInRange(string kind, ClaimSource source, decimal? atLeast, decimal? atMost) : ClaimTest(kind, source)
    {
        public override string Expected =>
            string.Join(" and ", new[] { atLeast is { } low ? $"at_least {low}" : null, atMost is { } high ? $"at_most {high}" : null }.OfType<string>());

        protected override Truth TestText(string text) =>
            !NumberText.TryParse(text, out var number) ? Truth.Undecidable
            : number >= (atLeast ?? decimal.MinValue) && number <= (atMost ?? decimal.MaxValue) ? Truth.True
            : Truth.False;
    }

    /// <summary>A claim is in the token and not null, whatever it is.</summary>
    internal sealed class ClaimExists(string kind, ClaimSource source) : ClaimTest(kind, source)
    {
        public const string Wanted = "exists";

        public override string Expected => Wanted;

        public override PredicateResult Test(CallerView caller, Purpose purpose) => caller.Read(Source).Kind != ClaimKind.Absent;

        protected override Truth TestText(string text) => Truth.True;
    }
}
