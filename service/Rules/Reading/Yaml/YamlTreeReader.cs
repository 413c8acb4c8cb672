using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TokenBridge.Rules.Reading.Yaml;

/// <summary>Reads the one document of a rules file. No aliases (a few lines of them can mean terabytes), no YAML tags, no second document.</summary>
internal sealed class YamlTreeReader
{
    /// <summary>The language needs 8; the reader is recursive.</summary>
    private const int MaxDepth = 32;

    /// <summary>Are looked through one by one.</summary>
    private const int FewKeys = 16;

    private readonly Parser _parser;
    private readonly string _file;
    private readonly FaultList _faults;

    private YamlTreeReader(string file, string text, FaultList faults)
    {
        _file = file;
        _faults = faults;
        _parser = new Parser(new StringReader(text));
    }

    /// <returns>The document, or null after a fault.</returns>
    public static YamlNode? Read(RuleSetSource source, FaultList faults)
    {
        if (YamlText.Check(source, faults) is not { } text)
        {
            return null;
        }

        var reader = new YamlTreeReader(source.File, text, faults);
        try
        {
            return reader.ReadDocument();
        }
        catch (TooDeepException exception)
        {
            faults.Add(reader.At(exception.Start), FaultCode.TooLarge, $"nested deeper than {MaxDepth} levels; what follows was not read");
        }
        catch (YamlException exception)
        {
            var (at, message) = YamlSyntaxText.Of(exception, text);
            faults.Add(reader.At(at), FaultCode.Syntax, $"not YAML: {message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser's own slips on malformed text, such as a ':' within an unclosed '['.
            faults.Add(
                reader.At(reader._parser.Current?.End ?? Mark.Empty),
                FaultCode.Syntax,
                "not YAML: cannot be read on from here; look for a missing quote, ']' or '}'");
        }

        return null;
    }

    private YamlNode? ReadDocument()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart)
        {
            _faults.Add(new SourcePosition(_file, 1, 1), FaultCode.Unreadable, "the file is empty; begin with 'version: 1'");
            return null;
        }

        _parser.MoveNext();
        var root = ReadNode(depth: 1);
        _parser.MoveNext();
        if (_parser.Current is DocumentStart second)
        {
            _faults.Add(At(second.Start), FaultCode.YamlFeature, "a second document begins here; a rules file holds one: use several files in a folder");
        }

        return root;
    }

    /// <summary>Leaves the parser behind the node.</summary>
    private YamlNode ReadNode(int depth)
    {
        var node = _parser.Current;
        _parser.MoveNext();
        return node switch
        {
            AnchorAlias alias => Fault(alias, FaultCode.YamlFeature, $"aliases (*{alias.Value}) are not read; write the value out"),
            Scalar scalar => ReadScalar(scalar),
            NodeEvent start when depth > MaxDepth => throw new TooDeepException(start.Start),
            SequenceStart start => ReadSequence(start, depth),
            MappingStart start => ReadMapping(start, depth),
            _ => throw new InvalidOperationException("not a node"),
        };
    }

    private YamlNode ReadScalar(Scalar scalar)
    {
        CheckProperties(scalar);
        if (!YamlText.IsAllowed(scalar.Value))
        {
            return Fault(scalar, FaultCode.Character, "an escape spells a character that has no place in a rules file; delete it");
        }

        var at = At(scalar.Start);
        var plain = scalar.Style == ScalarStyle.Plain;
        var quotes = plain ? 0 : 1;
        var verbatim = scalar.Start.Line == scalar.End.Line && scalar.End.Column - scalar.Start.Column == scalar.Value.Length + (2 * quotes);
        return new YamlNode.Scalar(at, scalar.Value, plain, verbatim ? at.Right(quotes) : null);
    }

    private YamlNode.Sequence ReadSequence(SequenceStart start, int depth)
    {
        CheckProperties(start);
        var items = new List<YamlNode>();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        _parser.MoveNext();
        return new YamlNode.Sequence(At(start.Start), items);
    }

    private YamlNode.Mapping ReadMapping(MappingStart start, int depth)
    {
        CheckProperties(start);
        var entries = new List<KeyValuePair<YamlNode.Scalar, YamlNode>>();
        HashSet<string>? keys = null;
        while (_parser.Current is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not YamlNode.Scalar name)
            {
                if (key is not YamlNode.Faulty)
                {
                    _faults.Add(key.At, FaultCode.YamlFeature, "a key must be a plain text; a value that begins with { needs quotes");
                }
            }
            else if (name is { IsPlain: true, Text: "<<" })
            {
                _faults.Add(name.At, FaultCode.YamlFeature, "merges (<<) are not read; write the keys out, or put what grants have in common under 'defaults'");
            }
            else if (IsNew(name.Text))
            {
                entries.Add(new(name, value));
            }
            else
            {
                _faults.Add(name.At, FaultCode.DuplicateKey, $"the key {SafeText.Quote(name.Text)} stands here twice; keep one");
            }
        }

        _parser.MoveNext();
        return new YamlNode.Mapping(At(start.Start), entries);

        // Most mappings are short, and a set for each would be a good part of what reading ten thousand rules takes.
        bool IsNew(string name)
        {
            if (keys is null && entries.Count < FewKeys)
            {
                return !entries.Exists(entry => entry.Key.Text == name);
            }

            keys ??= entries.Select(entry => entry.Key.Text).ToHashSet(StringComparer.Ordinal);
            return keys.Add(name);
        }
    }

    private void CheckProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            Fault(node, FaultCode.YamlFeature, $"anchors (&{node.Anchor.Value}) are not read; write the value out where it is used");
        }

        if (!node.Tag.IsEmpty)
        {
            Fault(node, FaultCode.YamlFeature, "YAML tags (!...) are not read; a value that begins with ! needs quotes");
        }
    }

    private YamlNode.Faulty Fault(ParsingEvent where, string code, string message)
    {
        var at = At(where.Start);
        _faults.Add(at, code, message);
        return new YamlNode.Faulty(at);
    }

    private SourcePosition At(Mark mark) => new(_file, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    /// <summary>Ends the reading: skipping what is deeper costs the parser the square of its depth, minutes for a file below the size limit.</summary>
    private sealed class TooDeepException(Mark start) : Exception
    {
        public Mark Start => start;
    }
}
