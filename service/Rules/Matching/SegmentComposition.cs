using System.Globalization;
using System.Text;

namespace TokenBridge.Rules.Matching;

/// <param name="Name">Of the capture.</param>
/// <param name="TakesDigits">ASCII digits and nothing else.</param>
/// <param name="Behind">The literal behind it; empty only at the end of a segment.</param>
internal readonly record struct SegmentCapture(string Name, bool TakesDigits, string Behind);

/// <summary>
/// A segment with several captures, or with one that takes digits only. A capture that another one follows takes no character with which the literal
/// behind it begins, so there is one way to read a value, or none.
/// </summary>
internal sealed class SegmentComposition
{
    private readonly SegmentCapture[] _captures;

    /// <summary>By capture: the first character of what stands behind it, whole where it is a surrogate pair.</summary>
    private readonly string[] _stops;

    /// <param name="before">The literal before the first capture.</param>
    /// <param name="captures">At least one; no two touch.</param>
    public SegmentComposition(string before, IReadOnlyList<SegmentCapture> captures)
    {
        (Before, _captures) = (before, [.. captures]);
        _stops = Array.ConvertAll(_captures, capture => capture.Behind.Length == 0 ? "" : Rune.GetRuneAt(capture.Behind, 0).ToString());
        Identity = string.Concat(_captures
            .Select(capture => string.Create(CultureInfo.InvariantCulture, $"{(capture.TakesDigits ? 'd' : 'c')}{capture.Behind.Length}:{capture.Behind}"))
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"{before.Length}:{before}")));
    }

    public string Before { get; }

    /// <summary>Alike where the same segments match, whatever the captures are called.</summary>
    public string Identity { get; }

    public IEnumerable<string> Names => _captures.Select(capture => capture.Name);

    /// <summary>The segment with these values for its captures; whether it matches is another question.</summary>
    public string Fill(Func<SegmentCapture, string> value) => Before + string.Concat(_captures.Select(capture => value(capture) + capture.Behind));

    public bool Matches(ReadOnlySpan<char> segment) => TryRead(segment, -1, out _);

    /// <param name="segment">One that matches.</param>
    /// <param name="capture">Which, from 0.</param>
    public string Read(ReadOnlySpan<char> segment, int capture) =>
        TryRead(segment, capture, out var value) ? segment[value].ToString() : throw new InvalidOperationException("The segment does not match.");

    private bool TryRead(ReadOnlySpan<char> segment, int wanted, out Range value)
    {
        value = default;
        if (!segment.StartsWith(Before, StringComparison.Ordinal))
        {
            return false;
        }

        var at = Before.Length;
        for (var index = 0; index < _captures.Length; index++)
        {
            var capture = _captures[index];
            var rest = segment[at..];
            var isLast = index == _captures.Length - 1;
            var length = isLast ? rest.Length - capture.Behind.Length : rest.IndexOf(_stops[index], StringComparison.Ordinal);
            if (length <= 0
                || !rest[length..].StartsWith(capture.Behind, StringComparison.Ordinal)
                || (capture.TakesDigits && rest[..length].ContainsAnyExceptInRange('0', '9')))
            {
                return false;
            }

            value = index == wanted ? at..(at + length) : value;
            at += length + capture.Behind.Length;
        }

        return true;
    }
}
