using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Rendering;

/// <summary>One tag of a grant; its value is checked once rendered.</summary>
/// <param name="Key">Legal, and unlike every other key of the grant without case.</param>
internal abstract record TagTemplate(string Key)
{
    /// <summary>Whether the tag is left out for a caller who lacks the claim.</summary>
    public virtual bool MayBeLeftOut => false;

    public virtual bool IsLeftOut(CallerView caller) => false;

    /// <returns>The value, or null with <paramref name="fault"/>.</returns>
    public abstract string? Render(CallerView caller, string?[] binding, out RenderFault? fault);

    internal sealed record Text(string Key, BoundTemplate Value) : TagTemplate(Key)
    {
        public override bool MayBeLeftOut => Value.MayBeLeftOut;

        public override bool IsLeftOut(CallerView caller) => Value.IsLeftOut(caller);

        public override string? Render(CallerView caller, string?[] binding, out RenderFault? fault)
        {
            var value = Value.Render(caller, binding, out fault);
            if (value is not null && Value.Literal is null && TagText.CheckValue(value) is { } what)
            {
                fault = Value.Invalid(what);
            }

            return fault is null ? value : null;
        }
    }

    /// <summary>An array claim as one value: its elements in ordinal order with a separator between. A scalar is an array of one.</summary>
    internal sealed record Joined(string Key, string Claim, ClaimSource Source, string Separator) : TagTemplate(Key)
    {
        public override string? Render(CallerView caller, string?[] binding, out RenderFault? fault)
        {
            fault = null;
            var claim = caller.Read(Source);
            var what = claim.Kind switch
            {
                ClaimKind.Absent => "is not in the token",
                ClaimKind.Text => null,
                ClaimKind.Texts when !claim.HoldsFraction => null,
                ClaimKind.Fraction or ClaimKind.Texts => "holds a number with a fraction; only whole numbers are rendered",
                ClaimKind.Opaque => "is an object, or a list with something else in it than texts, numbers and booleans",
            };
            if (what is null)
            {
                var value = claim.Kind == ClaimKind.Text ? claim.Text : Join(claim.Texts);
                what = value is null ? TagText.TooLong
                    : claim.Kind == ClaimKind.Text ? CheckElement(value) ?? TagText.CheckValue(value)
                    : claim.Texts.Select(CheckElement).FirstOrDefault(wrong => wrong is not null) ?? TagText.CheckValue(value);
                if (what is null)
                {
                    return value;
                }
            }

            fault = new RenderFault(claim.Kind == ClaimKind.Absent ? DenialReason.MissingValue : DenialReason.InvalidValue, $"tag {Quoted.Text(Key)}", Claim, what, Source);
            return null;
        }

        private string? CheckElement(string element) =>
            element.Contains(Separator, StringComparison.Ordinal) ? $"holds an element with the separator {Quoted.Text(Separator)} in it" : null;

        /// <returns>Null where it is too long, found before anything is sorted: each of a thousand grants would sort a list of ten thousand.</returns>
        private string? Join(HashSet<string> elements) =>
            elements.Count > TagText.MaxValueLength + 1 || elements.Sum(element => (long)element.Length) > TagText.MaxValueLength
                ? null
                : string.Join(Separator, elements.Order(StringComparer.Ordinal));
    }
}
