using System.Text;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Schema;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Compiling;

/// <summary>The YAML under <c>policy</c> -> <see cref="PolicyTemplate"/>. Every scalar becomes a JSON string, which IAM takes for numbers and booleans too.</summary>
internal sealed class PolicyCompiler(NameScope scope, Written rule)
{
    private readonly List<PolicyTemplate.Chunk> _chunks = [];
    private readonly StringBuilder _json = new();
    private bool _sound = true;

    /// <returns>Null after a fault.</returns>
    public PolicyTemplate? Compile(YamlNode policy)
    {
        CheckShape(policy);
        Write(policy);
        _chunks.Add(new PolicyTemplate.Chunk(_json.ToString(), null));
        var template = new PolicyTemplate(_chunks);
        if (template.LeastLength > PolicyTemplate.MaxLength)
        {
            Fault(policy, $"the policy has at least {template.LeastLength} characters as JSON, AWS takes {PolicyTemplate.MaxLength}; use policy_arns");
        }

        return _sound ? template : null;
    }

    /// <summary>A slip in a key would make a policy that AWS refuses, or one without the condition that was meant.</summary>
    private void CheckShape(YamlNode policy)
    {
        var keys = new YamlKeys(policy, "a policy", PolicySchema.Keys, [], scope.Faults);
        _sound &= keys.IsMapping;
        if (!keys.IsMapping)
        {
            return;
        }

        if (keys.Text("Version") is not { Text: "2012-10-17" or "2008-10-17" })
        {
            Fault(keys.Node("Version") ?? policy, "a policy needs its version; write Version: \"2012-10-17\"");
        }

        var statements = keys.Node("Statement") switch
        {
            YamlNode.Sequence { Items.Count: > 0 } list => list.Items,
            YamlNode.Mapping one => [one],
            var other => [.. Missing(other ?? policy, "a policy needs statements; write Statement: [{ Effect: Allow, Action: …, Resource: … }]")],
        };
        foreach (var statement in statements)
        {
            CheckStatement(new YamlKeys(statement, "a policy statement", PolicySchema.StatementKeys, [], scope.Faults), statement);
        }
    }

    private void CheckStatement(YamlKeys keys, YamlNode statement)
    {
        if (keys.IsMapping && keys.Text("Effect") is not { Text: "Allow" or "Deny" })
        {
            Fault(keys.Node("Effect") ?? statement, "a policy statement needs its effect; write Effect: Allow or Effect: Deny");
        }

        if (keys.IsMapping && (keys.Has("Action") == keys.Has("NotAction") || keys.Has("Resource") == keys.Has("NotResource")))
        {
            Fault(statement, "a policy statement needs one of Action and NotAction, and one of Resource and NotResource");
        }
    }

    private IEnumerable<YamlNode> Missing(YamlNode at, string message)
    {
        Fault(at, message);
        return [];
    }

    private void Write(YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                _json.Append('{');
                foreach (var (key, value) in mapping.Entries)
                {
                    Separate();
                    WriteKey(key);
                    Write(value);
                }

                _json.Append('}');
                break;
            case YamlNode.Sequence sequence:
                _json.Append('[');
                foreach (var item in sequence.Items)
                {
                    Separate();
                    Write(item);
                }

                _json.Append(']');
                break;
            case YamlNode.Scalar { IsNull: true }:
                Fault(node, "a value of the policy is empty; write it, or take its key out");
                break;
            case YamlNode.Scalar text:
                WriteText(text.ToWritten());
                break;
            default:
                _sound = false;
                break;
        }
    }

    private void Separate()
    {
        if (_json.Length == 0 || _json[^1] is not ('{' or '['))
        {
            _json.Append(',');
        }
    }

    private void WriteKey(YamlNode.Scalar key)
    {
        if (key.Text.AsSpan().ContainsAny('{', '}'))
        {
            Fault(key, $"the key {SafeText.Quote(key.Text)} has braces; templates stand only in the values of a policy");
        }

        _json.Append('"').Append(PolicyTemplate.Encode(key.Text)).Append("\":");
    }

    private void WriteText(Written text)
    {
        var variable = text.Text.IndexOf("${", StringComparison.Ordinal);
        if (variable >= 0 && !Template.Read(text.Text).Succeeded)
        {
            _sound = false;
            scope.Faults.Add(text.Position(variable), FaultCode.Policy, "a policy variable of AWS is written with two braces here: ${{aws:PrincipalTag/team}}");
            return;
        }

        if (scope.Bind(text, "policy", rule.Text, PolicyTemplate.CheckDefault, FaultCode.Policy) is not { } template)
        {
            _sound = false;
            return;
        }

        _json.Append('"');
        if (template.Literal is { } literal)
        {
            _json.Append(PolicyTemplate.Encode(literal));
        }
        else
        {
            _chunks.Add(new PolicyTemplate.Chunk(_json.ToString(), template));
            _json.Clear();
        }

        _json.Append('"');
    }

    private void Fault(YamlNode at, string message)
    {
        _sound = false;
        if (at is not YamlNode.Faulty)
        {
            scope.Faults.Add(at.At, FaultCode.Policy, message);
        }
    }
}
