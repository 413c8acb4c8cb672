using TokenBridge.Protocol;
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

    public abstract Result<string, RenderFault> Render(CallerView caller, string?[] binding);

    internal sealed record Text(string Key, BoundTemplate Value) : TagTemplate(Key)
    {
        public override bool MayBeLeftOut => Value.MayBeLeftOut;

        public override bool IsLeftOut(CallerView caller) => Value.IsLeftOut(caller);

        public override Result<string, RenderFault> Render(CallerView caller, string?[] binding)
        {
            var rendered = Value.Render(caller, binding);
            return Value.Literal is null && rendered.TryGet(out var value, out _) && TagText.CheckValue(value) is { } what ? Value.Invalid(what) : rendered;
        }
    }

    /// <summary>An array claim as one value: its elements in ordinal order with a separator between. A scalar is an array of one.</summary>
    internal sealed record Joined(string Key, string Claim, ClaimSource Source, string Separator) : TagTemplate(Key)
    {
        public override Result<string, RenderFault> Render(CallerView caller, string?[] binding)
        {
            var claim = caller.Read(Source);
            return claim.Kind switch
            {
                ClaimKind.Absent => Fault(DenialReason.MissingValue, "is not in the token"),
                ClaimKind.Text => CheckElement(claim.Text) is { } wrong ? Invalid(wrong) : Checked(claim.Text),
                ClaimKind.Texts when !claim.HoldsFraction => RenderList(claim.Texts),
                ClaimKind.Fraction or ClaimKind.Texts => Invalid("holds a number with a fraction; only whole numbers are rendered"),
                ClaimKind.Opaque => Invalid("is an object, or a list with something else in it than texts, numbers and booleans"),
            };
        }

        private Result<string, RenderFault> RenderList(HashSet<string> elements)
        {
            if (Join(elements) is not { } joined)
            {
                return Invalid(TagText.TooLong);
            }

            return elements.Select(CheckElement).FirstOrDefault(wrong => wrong is not null) is { } what ? Invalid(what) : Checked(joined);
        }

        private Result<string, RenderFault> Checked(string value) => TagText.CheckValue(value) is { } wrong ? Invalid(wrong) : value;

        private RenderFault Invalid(string what) => Fault(DenialReason.InvalidValue, what);

        private RenderFault Fault(DenialReason reason, string what) => new(reason, $"tag {SafeText.Quote(Key)}", Claim, what, Source);

        private string? CheckElement(string element) =>
            element.Contains(Separator, StringComparison.Ordinal) ? $"holds an element with the separator {SafeText.Quote(Separator)} in it" : null;

        /// <returns>Null where it is too long, found before anything is sorted: each of a thousand grants would sort a list of ten thousand.</returns>
        private string? Join(HashSet<string> elements) =>
            elements.Count > TagText.MaxValueLength + 1 || elements.Sum(element => (long)element.Length) > TagText.MaxValueLength
                ? null
                : string.Join(Separator, elements.Order(StringComparer.Ordinal));
    }
}
