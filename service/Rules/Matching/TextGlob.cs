namespace TokenBridge.Rules.Matching;

/// <summary>A pattern over a whole text in which <c>*</c> is any run of characters and everything else is itself. Case-sensitive, ordinal.</summary>
/// <remarks>The literal pieces are looked for from left to right, each from where the one before ended, so nothing is ever tried twice.</remarks>
internal sealed class TextGlob(string text)
{
    public const int MaxLength = 256;

    private readonly string[] _pieces = text.Split('*');

    public string Text { get; } = text;

    public bool Matches(ReadOnlySpan<char> candidate)
    {
        if (_pieces.Length == 1)
        {
            return candidate.SequenceEqual(_pieces[0]);
        }

        var (first, last) = (_pieces[0], _pieces[^1]);
        if (candidate.Length < first.Length + last.Length
            || !candidate.StartsWith(first, StringComparison.Ordinal)
            || !candidate.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = candidate[first.Length..^last.Length];
        foreach (var piece in _pieces.AsSpan(1, _pieces.Length - 2))
        {
            var at = rest.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
