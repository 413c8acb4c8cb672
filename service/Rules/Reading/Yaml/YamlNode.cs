using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Reading.Yaml;

/// <summary>A rules file as YAML sees it, with positions. Every scalar is its text: <c>no</c>, <c>0x10</c> and <c>4711</c> mean what they look like.</summary>
internal abstract class YamlNode
{
    private YamlNode(SourcePosition at) => At = at;

    public SourcePosition At { get; }

    /// <param name="at">Its first character, a quote where there is one.</param>
    /// <param name="text">Its value, quotes and escapes resolved.</param>
    /// <param name="plain">Written without quotes.</param>
    /// <param name="textAt">Where the text itself begins, where each of its characters stands in the file as it is; else null.</param>
    internal sealed class Scalar(SourcePosition at, string text, bool plain, SourcePosition? textAt) : YamlNode(at)
    {
        public string Text { get; } = text;

        public bool IsPlain { get; } = plain;

        /// <summary>YAML's null: nothing, <c>~</c> or <c>null</c>, without quotes.</summary>
        public bool IsNull { get; } = plain && text is ("" or "~" or "null" or "Null" or "NULL");

        public SourcePosition? TextAt { get; } = textAt;

        public Written ToWritten() => new(Text, At, TextAt);
    }

    internal sealed class Sequence(SourcePosition at, IReadOnlyList<YamlNode> items) : YamlNode(at)
    {
        public IReadOnlyList<YamlNode> Items { get; } = items;
    }

    /// <summary>Its keys are unique.</summary>
    internal sealed class Mapping(SourcePosition at, IReadOnlyList<KeyValuePair<Scalar, YamlNode>> entries) : YamlNode(at)
    {
        public IReadOnlyList<KeyValuePair<Scalar, YamlNode>> Entries { get; } = entries;
    }

    /// <summary>Something whose fault was told already; nobody complains about it twice.</summary>
    internal sealed class Faulty(SourcePosition at) : YamlNode(at);
}

/// <summary>A text of a rules file and where it stands.</summary>
/// <param name="Text">Its value.</param>
/// <param name="At">Where it begins.</param>
/// <param name="TextAt">Where its first character stands, if columns can be counted on from there.</param>
internal sealed record Written(string Text, SourcePosition At, SourcePosition? TextAt = null)
{
    public SourcePosition Position(int offset) => TextAt?.Right(offset) ?? At;
}
