using System.Text;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>How long a text may be, and of which characters.</summary>
/// <param name="Least">Characters.</param>
/// <param name="Most">Characters.</param>
/// <param name="Letters">The inside of a character class: ranges such as <c>a-z</c> and single ASCII characters, a hyphen last.</param>
internal sealed record CharacterForm(int Least, int Most, string Letters)
{
    private readonly string _allowed = Expand(Letters);

    /// <summary>As a regular expression, for the JSON Schema.</summary>
    public string Pattern => $"^[{Letters}]{{{Least},{Most}}}$";

    public bool Fits(string text) => text.Length >= Least && text.Length <= Most && !text.AsSpan().ContainsAnyExcept(_allowed);

    private static string Expand(string letters)
    {
        var all = new StringBuilder();
        for (var index = 0; index < letters.Length; index++)
        {
            var isRange = index + 2 < letters.Length && letters[index + 1] == '-';
            var last = isRange ? letters[index + 2] : letters[index];
            for (var letter = letters[index]; letter <= last; letter++)
            {
                all.Append(letter);
            }

            index += isRange ? 2 : 0;
        }

        return all.ToString();
    }
}
