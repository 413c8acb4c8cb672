using System.Text.Json.Nodes;
using TokenBridge.Rules.Provisioning.Aws.Granting;

namespace TokenBridge.Rules.Provisioning.Aws.Policies;

/// <summary>The conditions of one statement, all of which must hold. In ordinal order, so that equal rules give equal texts.</summary>
internal sealed class ConditionSet
{
    private readonly SortedDictionary<string, SortedDictionary<string, IReadOnlyList<string>>> _byOperator = new(StringComparer.Ordinal);

    public bool IsEmpty => _byOperator.Count == 0;

    /// <summary>A value that is one of these texts, compared with case.</summary>
    public ConditionSet Equal(string key, params IReadOnlyList<string> texts) => Add("StringEquals", key, [.. texts.Select(TextPattern.Literal)]);

    public ConditionSet IsTrue(string key) => Add("Bool", key, ["true"]);

    public ConditionSet IsAbsent(string key) => Add("Null", key, ["true"]);

    public ConditionSet IsPresent(string key) => Add("Null", key, ["false"]);

    /// <summary>A value that fits. Patterns are used only where something is open, because IAM has hardly any escapes.</summary>
    public ConditionSet Fits(string key, TextPattern pattern) =>
        pattern.IsOpen ? IsPresent(key) : Add(pattern.IsExact ? "StringEquals" : "StringLike", key, [.. pattern.Values]);

    /// <summary>Every one of several values is among these texts. That holds for no value at all too.</summary>
    public ConditionSet OnlyAmong(string key, IReadOnlyList<string> texts) => Add("ForAllValues:StringEquals", key, [.. texts.Select(TextPattern.Literal)]);

    public ConditionSet Add(string test, string key, IReadOnlyList<string> values)
    {
        if (!_byOperator.TryGetValue(test, out var keys))
        {
            _byOperator.Add(test, keys = new(StringComparer.Ordinal));
        }

        keys.Add(key, values);
        return this;
    }

    public JsonObject Json()
    {
        var json = new JsonObject();
        foreach (var (test, keys) in _byOperator)
        {
            var tested = new JsonObject();
            foreach (var (key, values) in keys)
            {
                tested[key] = PolicyJson.Texts(values);
            }

            json[test] = tested;
        }

        return json;
    }
}
