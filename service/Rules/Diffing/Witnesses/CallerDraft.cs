using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Diffing.Witnesses;

/// <summary>A token's payload while it is put together, and what of the request goes with it. What was said first stays.</summary>
internal sealed class CallerDraft
{
    /// <summary>Members that are read as lists of groups and roles; nothing else may stand there.</summary>
    private static readonly string[] Lists = ["groups", "realm_access", "resource_access"];

    private const string Organization = OrganizationClaim.Name;

    private readonly JsonObject _payload;
    private readonly HashSet<string> _absent;

    public CallerDraft()
        : this([], new HashSet<string>(StringComparer.Ordinal))
    {
    }

    private CallerDraft(JsonObject payload, HashSet<string> absent) => (_payload, _absent) = (payload, absent);

    /// <summary>The operator's name of the issuer; null where no condition minds.</summary>
    public string? IssuerId { get; set; }

    /// <summary>The caller's address; null where no condition minds.</summary>
    public string? Source { get; set; }

    public string Json => _payload.ToJsonString();

    public CallerDraft Copy() => new((JsonObject)_payload.DeepClone(), new HashSet<string>(_absent, StringComparer.Ordinal)) { IssuerId = IssuerId, Source = Source };

    public void AddGroup(string path) => Add(_payload, "groups", path);

    public void AddRealmRole(string role) => Add(Object(_payload, "realm_access")!, "roles", role);

    public void AddClientRole(string client, string role) => Add(Object(Object(_payload, "resource_access")!, client)!, "roles", role);

    /// <summary>A list of aliases, until something is said of one of them.</summary>
    public void AddOrganization(string alias)
    {
        if (_payload[Organization] is JsonValue text)
        {
            _payload[Organization] = new JsonArray(JsonValue.Create(text.ToString()));
        }

        if (_payload[Organization] is JsonObject organizations)
        {
            organizations.TryAdd(alias, new JsonObject());
        }
        else
        {
            Add(_payload, Organization, alias);
        }
    }

    /// <summary>Nothing may be put there any more.</summary>
    public void KeepAbsent(string pointer) => _absent.Add(pointer);

    /// <summary>Puts a text where there is nothing yet.</summary>
    /// <param name="pointer">JSON Pointer without a fault.</param>
    /// <param name="value">Never null.</param>
    public void Set(string pointer, string value) => Set(pointer, JsonValue.Create(value));

    /// <summary>Puts a number where there is nothing yet.</summary>
    public void Set(string pointer, long value) => Set(pointer, JsonValue.Create(value));

    /// <summary>Puts a text in the place of whatever stands there.</summary>
    /// <param name="member">Of the payload.</param>
    /// <param name="value">Never null.</param>
    public void Replace(string member, string value) => _payload[member] = JsonValue.Create(value);

    /// <summary>Adds what the other one has and this one lacks.</summary>
    public void Take(CallerDraft other)
    {
        foreach (var alias in other._payload[Organization] as JsonArray ?? [])
        {
            AddOrganization(alias!.GetValue<string>());
        }

        if (other._payload[Organization] is JsonObject)
        {
            DescribeOrganizations();
        }

        Take(_payload, other._payload);
        _absent.UnionWith(other._absent);
        (IssuerId, Source) = (IssuerId ?? other.IssuerId, Source ?? other.Source);
    }

    private void Set(string pointer, JsonNode value)
    {
        string[] steps = [.. pointer[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        if (_absent.Contains(pointer) || Lists.Contains(steps[0]))
        {
            return;
        }

        if (steps[0] == Organization && SetOrganization(steps, value))
        {
            return;
        }

        var parent = _payload;
        foreach (var step in steps[..^1])
        {
            if (Object(parent, step) is not { } inner)
            {
                return;
            }

            parent = inner;
        }

        parent.TryAdd(steps[^1], value);
    }

    /// <summary>A value of the claim is one alias more; something within it makes it an object.</summary>
    /// <returns>Whether the value has its place.</returns>
    private bool SetOrganization(string[] steps, JsonNode value)
    {
        if (_payload[Organization] is JsonArray && steps is [_])
        {
            Add(_payload, Organization, value.ToString());
            return true;
        }

        DescribeOrganizations();
        return false;
    }

    /// <summary>From a list of aliases to an object that has room for what is said of each.</summary>
    private void DescribeOrganizations()
    {
        if (_payload[Organization] is not JsonArray list)
        {
            return;
        }

        var organizations = new JsonObject();
        foreach (var alias in list)
        {
            organizations.TryAdd(alias!.GetValue<string>(), new JsonObject());
        }

        _payload[Organization] = organizations;
    }

    /// <returns>The member, made where it is missing; null where something else stands there.</returns>
    private static JsonObject? Object(JsonObject parent, string name)
    {
        parent.TryAdd(name, null);
        if (parent[name] is null)
        {
            parent[name] = new JsonObject();
        }

        return parent[name] as JsonObject;
    }

    private static void Add(JsonObject parent, string name, string value)
    {
        if (parent[name] is not JsonArray list)
        {
            parent[name] = list = [];
        }

        if (!list.Any(item => item!.GetValue<string>() == value))
        {
            list.Add((JsonNode)JsonValue.Create(value));
        }
    }

    private static void Take(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            switch (value, into[name])
            {
                case (JsonObject more, JsonObject some):
                    Take(some, more);
                    break;
                case (JsonArray more, JsonArray):
                    foreach (var item in more.Where(item => item!.GetValueKind() == JsonValueKind.String))
                    {
                        Add(into, name, item!.GetValue<string>());
                    }

                    break;
                default:
                    into.TryAdd(name, value?.DeepClone());
                    break;
            }
        }
    }
}
