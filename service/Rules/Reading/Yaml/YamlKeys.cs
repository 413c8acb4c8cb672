using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Rules.Reading.Yaml;

/// <summary>
/// The keys of one mapping, taken by name and shape. Whatever is not a known key is a fault: a key that is overlooked is a condition that is not applied.
/// </summary>
internal sealed class YamlKeys
{
    /// <summary>At most as many as are known, a dozen or two; each stands once.</summary>
    private readonly List<(string Key, YamlNode Value)> _values = [];
    private readonly FaultList _faults;

    /// <param name="node">Anything; a fault is told where it is no mapping.</param>
    /// <param name="what">What the mapping is, for messages: <c>a rule</c>.</param>
    /// <param name="known">The keys it may have.</param>
    /// <param name="notBuilt">Keys of the language that this version does not build.</param>
    /// <param name="faults">Where faults go.</param>
    public YamlKeys(YamlNode node, string what, IReadOnlyList<string> known, IReadOnlyList<string> notBuilt, FaultList faults)
    {
        (At, _faults) = (node.At, faults);
        if (Entries(node, what, faults) is not { } entries)
        {
            return;
        }

        IsMapping = true;
        List<(string Key, SourcePosition At)>? meant = null;
        foreach (var (key, value) in entries)
        {
            if (known.Contains(key.Text))
            {
                _values.Add((key.Text, value));
            }
            else if (notBuilt.Contains(key.Text))
            {
                faults.Add(key.At, FaultCode.NotBuilt, $"{SafeText.Quote(key.Text)} is not built yet in this version; take it out, and do without what it restricts only if that is safe");
            }
            else
            {
                faults.Add(key.At, FaultCode.UnknownKey, $"{what} has no key {SafeText.Quote(key.Text)}{DidYouMean.Suggest(key.Text, known, known.Count == 0 ? "" : $"it takes {string.Join(", ", known)}")}");
                if (faults.Count < FaultList.MostListed && DidYouMean.Nearest(key.Text, known) is { } nearest)
                {
                    (meant ??= []).Add((nearest, key.At));
                }
            }
        }

        // Who wrote "wen" is not told that "when" is missing as well.
        foreach (var (key, at) in meant ?? [])
        {
            if (!Has(key))
            {
                _values.Add((key, new YamlNode.Faulty(at)));
            }
        }
    }

    public SourcePosition At { get; }

    /// <summary>False after a fault.</summary>
    public bool IsMapping { get; }

    public YamlNode? Node(string key)
    {
        foreach (var (known, value) in _values)
        {
            if (known == key)
            {
                return value;
            }
        }

        return null;
    }

    public bool Has(string key) => Node(key) is not null;

    public Written? Text(string key) => Node(key) is { } node ? Text(node, $"'{key}'", _faults) : null;

    public IReadOnlyList<Written>? Texts(string key) => Node(key) is { } node ? Texts(node, $"'{key}'", _faults) : null;

    /// <summary>The value, or null and a fault that says what to write.</summary>
    public Written? RequiredText(string key, string what, string example)
    {
        if (IsMapping && !Has(key))
        {
            _faults.Add(At, FaultCode.MissingKey, $"{what} needs '{key}'; write {example}");
        }

        return Text(key);
    }

    /// <summary>The entries of a mapping with free keys, or null and a fault.</summary>
    public static IReadOnlyList<KeyValuePair<YamlNode.Scalar, YamlNode>>? Entries(YamlNode node, string what, FaultList faults)
    {
        if (node is YamlNode.Mapping mapping)
        {
            return mapping.Entries;
        }

        if (node is not YamlNode.Faulty)
        {
            faults.Add(node.At, FaultCode.WrongKind, $"{what} is a mapping, and this is {Kind(node)}; write key: value, one on each line");
        }

        return null;
    }

    private static string Kind(YamlNode node) => node is YamlNode.Sequence ? "a list" : node is YamlNode.Scalar { IsNull: true } ? "empty" : "one value";

    /// <summary>One text, or null and a fault.</summary>
    public static Written? Text(YamlNode node, string what, FaultList faults)
    {
        switch (node)
        {
            case YamlNode.Scalar { IsNull: false } scalar:
                return scalar.ToWritten();
            case YamlNode.Scalar:
                faults.Add(node.At, FaultCode.WrongKind, $"{what} is empty; write a value, or take the key out");
                break;
            case YamlNode.Mapping { Entries: [{ Key: var name, Value: YamlNode.Scalar { IsNull: true } }] }:
                faults.Add(node.At, FaultCode.WrongKind, $"{what} begins with a brace, which YAML reads as a mapping; put it in quotes: \"{{{name.Text}}}\"");
                break;
            case YamlNode.Mapping or YamlNode.Sequence:
                faults.Add(node.At, FaultCode.WrongKind, $"{what} takes one value, not a {(node is YamlNode.Mapping ? "mapping" : "list")}");
                break;
        }

        return null;
    }

    /// <summary>One text or a list of texts, at least one; or null and a fault.</summary>
    public static IReadOnlyList<Written>? Texts(YamlNode node, string what, FaultList faults)
    {
        if (node is not YamlNode.Sequence sequence)
        {
            return Text(node, what, faults) is { } single ? [single] : null;
        }

        if (sequence.Items.Count == 0)
        {
            faults.Add(node.At, FaultCode.WrongKind, $"{what} is an empty list, which nothing can match; write at least one value");
            return null;
        }

        var texts = sequence.Items.Select(item => Text(item, what, faults)).OfType<Written>().ToList();
        return texts.Count == sequence.Items.Count ? texts : null;
    }
}
