using System.Text;

namespace TokenBridge.Rules.Provisioning.Aws.Granting;

/// <summary>The texts that a value can be, as IAM compares them: whole texts, or patterns in which <c>*</c> and <c>?</c> are open.</summary>
/// <param name="Forms">Ordinal, each once. <see cref="Run"/> is any run of characters in them, <see cref="One"/> any one.</param>
internal sealed record TextPattern(IReadOnlyList<string> Forms)
{
    /// <summary>No legal value of any field holds it.</summary>
    public const char Run = '\0';

    public const char One = '\u0001';

    private const char MostCharacter = '\u00FF';

    /// <summary>Any text will do.</summary>
    public bool IsOpen => Forms.Contains($"{Run}", StringComparer.Ordinal);

    public bool IsExact => Forms.All(form => !IsPattern(form));

    /// <summary>For <c>StringEquals</c> or <c>StringLike</c>, by <see cref="IsExact"/>.</summary>
    public IEnumerable<string> Values => IsExact ? Forms.Select(Literal) : Forms.Select(Like);

    /// <summary>Alike where the same texts fit.</summary>
    public string Identity => string.Join('\n', Forms);

    public static TextPattern Of(IEnumerable<string> forms) => new([.. forms.Select(Policed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <summary>The documents of IAM hold nothing beyond Latin-1.</summary>
    public static bool IsPolicyText(string text) => text.All(character => character <= MostCharacter);

    public static bool IsPattern(string form) => form.AsSpan().IndexOfAny(Run, One) >= 0;

    /// <summary>Also where stars are literal, IAM puts variables into a value.</summary>
    public static string Literal(string text) => text.Replace("${", "${$}{", StringComparison.Ordinal);

    /// <summary>What no policy can hold is open. A character of two code units may be one or two to AWS.</summary>
    private static string Policed(string form)
    {
        if (IsPolicyText(form))
        {
            return form;
        }

        var text = new StringBuilder();
        foreach (var character in form)
        {
            if (!char.IsLowSurrogate(character))
            {
                text.Append(char.IsHighSurrogate(character) ? Run : character > MostCharacter ? One : character);
            }
        }

        return text.ToString();
    }

    /// <summary>IAM has no other escape than these variables.</summary>
    private static string Like(string form)
    {
        var text = new StringBuilder();
        foreach (var character in form)
        {
            _ = character switch
            {
                Run => text.Append('*'),
                One => text.Append('?'),
                '*' or '?' or '$' => text.Append("${").Append(character).Append('}'),
                _ => text.Append(character),
            };
        }

        return text.ToString();
    }
}
