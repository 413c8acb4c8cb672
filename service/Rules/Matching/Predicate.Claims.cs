using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Matching;

internal abstract partial class Predicate
{
    /// <summary>A test of one claim. An array holds when any of its elements does; absent is false; an object is undecidable.</summary>
    internal abstract class ClaimTest(TestedClaim claim) : Predicate
    {
        public TestedClaim Claim { get; } = claim;

        public ClaimSource Source => Claim.Source;

        public override PredicateResult Test(CallerView caller, Purpose purpose)
        {
            var value = caller.Read(Source);
            return value.Kind switch
            {
                ClaimKind.Absent => Truth.False,
                ClaimKind.Text or ClaimKind.Fraction => TestText(value.Text),
                ClaimKind.Texts => TestTexts(value.Texts),
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
    internal sealed class ClaimEquals(TestedClaim claim, IReadOnlyCollection<string> values) : ClaimTest(claim)
    {
        private readonly HashSet<string> _values = new(values, StringComparer.Ordinal);

        public IReadOnlyCollection<string> Values => _values;

        public override T Accept<T>(IPredicateVisitor<T> visitor) => visitor.Visit(this);

        protected override Truth TestText(string text) => _values.Contains(text) ? Truth.True : Truth.False;

        /// <summary>Looks the fewer up among the more: many rules with a value or two each may test one long list.</summary>
        protected override Truth TestTexts(HashSet<string> texts) =>
            (texts.Count < _values.Count ? _values.Overlaps(texts) : texts.Overlaps(_values)) ? Truth.True : Truth.False;
    }

    /// <summary>A claim matches one of the globs as a whole.</summary>
    internal sealed class ClaimLike(TestedClaim claim, IReadOnlyList<TextGlob> globs) : ClaimTest(claim)
    {
        public IReadOnlyList<TextGlob> Globs { get; } = globs;

        public override T Accept<T>(IPredicateVisitor<T> visitor) => visitor.Visit(this);

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
    internal sealed class ClaimInRange(TestedClaim claim, decimal? atLeast, decimal? atMost) : ClaimTest(claim)
    {
        /// <summary>Null for none.</summary>
        public decimal? AtLeast { get; } = atLeast;

        /// <summary>Null for none.</summary>
        public decimal? AtMost { get; } = atMost;

        public override T Accept<T>(IPredicateVisitor<T> visitor) => visitor.Visit(this);

        protected override Truth TestText(string text) =>
            !NumberText.TryParse(text, out var number) ? Truth.Undecidable
            : number >= (AtLeast ?? decimal.MinValue) && number <= (AtMost ?? decimal.MaxValue) ? Truth.True
            : Truth.False;
    }

    /// <summary>A claim is in the token and not null, whatever it is.</summary>
    internal sealed class ClaimExists(TestedClaim claim) : ClaimTest(claim)
    {
        public override T Accept<T>(IPredicateVisitor<T> visitor) => visitor.Visit(this);

        public override PredicateResult Test(CallerView caller, Purpose purpose) => caller.Read(Source).Kind != ClaimKind.Absent;

        protected override Truth TestText(string text) => Truth.True;
    }
}
