using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Compiling;

/// <summary><see cref="ClaimTestDocument"/> -> <see cref="Predicate"/>.</summary>
internal sealed class ClaimTestCompiler(NameScope names, FaultList faults)
{
    public const int MaxValues = 1_000;

    /// <returns>Null after a fault.</returns>
    public Predicate? Compile(PredicateDocument.Claim claim) =>
        names.Claim(claim.Name) is { } source ? Compile(new TestedClaim(ClaimKey.Claims, claim.Name.Text, source), claim.Test) : null;

    public Predicate.ClaimEquals Equal(TestedClaim claim, IReadOnlyList<Written> values)
    {
        CheckCount(values);
        return new Predicate.ClaimEquals(claim, [.. values.Select(value => value.Text)]);
    }

    private Predicate? Compile(TestedClaim claim, ClaimTestDocument test) => test.Match<Predicate?>(
        equal: equal => Equal(claim, equal.Values),
        like: like => CompileLike(claim, like.Globs),
        exists: exists => CompileExists(claim, exists.Value),
        range: range => CompileRange(claim, range),
        not: not => Compile(claim, not.Test) is { } part ? new Predicate.Not(part) : null);

    private Predicate.ClaimLike CompileLike(TestedClaim claim, IReadOnlyList<Written> globs)
    {
        CheckCount(globs);
        foreach (var glob in globs.Where(glob => glob.Text.Length is 0 or > TextGlob.MaxLength))
        {
            faults.Add(glob.At, FaultCode.ClaimTest, $"'like' takes 1 to {TextGlob.MaxLength} characters, such as \"*@acme.com\"");
        }

        return new Predicate.ClaimLike(claim, [.. globs.Select(glob => new TextGlob(glob.Text))]);
    }

    private Predicate? CompileExists(TestedClaim claim, Written value)
    {
        var exists = new Predicate.ClaimExists(claim);
        if (value.Text is "true" or "false")
        {
            return value.Text == "true" ? exists : new Predicate.Not(exists);
        }

        faults.Add(value.At, FaultCode.ClaimTest, $"'exists' takes true or false, not {SafeText.Quote(value.Text)}");
        return null;
    }

    private Predicate.ClaimInRange CompileRange(TestedClaim claim, ClaimTestDocument.Range range)
    {
        var (low, high) = (Bound(range.AtLeast, "at_least"), Bound(range.AtMost, "at_most"));
        if (low > high)
        {
            faults.Add(range.AtLeast!.At, FaultCode.ClaimTest, $"at_least {low} is above at_most {high}, which no number fits; change one");
        }

        return new Predicate.ClaimInRange(claim, low, high);
    }

    private decimal? Bound(Written? text, string key)
    {
        if (text is null)
        {
            return null;
        }

        if (NumberText.TryParse(text.Text, out var number))
        {
            return number;
        }

        faults.Add(text.At, FaultCode.ClaimTest, $"'{key}' takes a number of at most 28 digits without exponent, not {SafeText.Quote(text.Text)}");
        return null;
    }

    private void CheckCount(IReadOnlyList<Written> values)
    {
        if (values.Count > MaxValues)
        {
            faults.Add(values[0].At, FaultCode.TooLarge, $"a test takes at most {MaxValues} values; these are {values.Count}");
        }
    }
}
