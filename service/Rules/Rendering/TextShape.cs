namespace TokenBridge.Rules.Rendering;

/// <summary>The texts that a template or a glob can stand for: letters, and runs of characters of some kind. ASCII case does not count, as in role names.</summary>
internal sealed class TextShape
{
    private readonly Piece[] _pieces;

    private TextShape(Piece[] pieces) => _pieces = pieces;

    /// <param name="Letter">Where it is one character.</param>
    /// <param name="Allows">Where it is a run, perhaps empty; else null.</param>
    private readonly record struct Piece(char Letter, Func<char, bool>? Allows);

    /// <summary>Every text.</summary>
    public static TextShape Any { get; } = new([new Piece(default, _ => true)]);

    public static TextShape Of(string text) => new([.. text.Select(letter => new Piece(letter, null))]);

    public static TextShape OfGlob(string glob) => new([.. glob.Select(letter => letter == '*' ? new Piece(default, _ => true) : new Piece(letter, null))]);

    /// <param name="template">With its placeholders as runs.</param>
    /// <param name="allows">What their values are made of.</param>
    public static TextShape Of(BoundTemplate template, Func<char, bool> allows) =>
        new([.. template.Parts.SelectMany(part => part.Name is null ? Of(part.Absent!)._pieces : [new Piece(default, allows)])]);

    public TextShape Then(TextShape? other) => new([.. _pieces, .. other?._pieces ?? []]);

    /// <summary>Whether some text fits both. Goes through pairs of places, each once; mostly how the two begin and end has said no before that.</summary>
    public bool Meets(TextShape other)
    {
        if (!BeginAlike(_pieces, other._pieces) || !EndAlike(_pieces, other._pieces))
        {
            return false;
        }

        var reached = new bool[_pieces.Length + 1, other._pieces.Length + 1];
        reached[0, 0] = true;
        for (var mine = 0; mine <= _pieces.Length; mine++)
        {
            for (var theirs = 0; theirs <= other._pieces.Length; theirs++)
            {
                if (reached[mine, theirs])
                {
                    Step(reached, other, mine, theirs);
                }
            }
        }

        return reached[_pieces.Length, other._pieces.Length];
    }

    private void Step(bool[,] reached, TextShape other, int mine, int theirs)
    {
        var left = mine < _pieces.Length ? _pieces[mine] : (Piece?)null;
        var right = theirs < other._pieces.Length ? other._pieces[theirs] : (Piece?)null;
        if (left?.Allows is not null)
        {
            reached[mine + 1, theirs] = true;
        }

        if (right?.Allows is not null)
        {
            reached[mine, theirs + 1] = true;
        }

        switch (left, right)
        {
            case ({ Allows: { } allows }, { Allows: null } letter) when allows(letter.Letter):
                reached[mine, theirs + 1] = true;
                break;
            case ({ Allows: null } letter, { Allows: { } allows }) when allows(letter.Letter):
                reached[mine + 1, theirs] = true;
                break;
            case ({ Allows: null } one, { Allows: null } two) when IsSame(one, two):
                reached[mine + 1, theirs + 1] = true;
                break;
        }
    }

    /// <summary>False where two letters differ before any run.</summary>
    private static bool BeginAlike(Piece[] left, Piece[] right)
    {
        for (var at = 0; at < left.Length && at < right.Length && left[at].Allows is null && right[at].Allows is null; at++)
        {
            if (!IsSame(left[at], right[at]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>False where two letters differ behind every run.</summary>
    private static bool EndAlike(Piece[] left, Piece[] right)
    {
        for (var back = 1; back <= left.Length && back <= right.Length && left[^back].Allows is null && right[^back].Allows is null; back++)
        {
            if (!IsSame(left[^back], right[^back]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(Piece left, Piece right) => char.ToLowerInvariant(left.Letter) == char.ToLowerInvariant(right.Letter);
}
