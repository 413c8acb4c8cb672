using System.Globalization;
using System.Text.Json;

namespace TokenBridge.Rules.Provisioning.Realm.Reading;

/// <summary>One object of a realm's JSON. What has another type than Keycloak gives it is a fault, named by its place and without its value.</summary>
/// <param name="element">Of any kind; what is no object has no members, and is a fault.</param>
/// <param name="place">Within the file, such as <c>clients[3].protocolMappers[0]</c>.</param>
/// <param name="faults">Those found so far.</param>
internal readonly struct RealmNode(JsonElement element, string place, List<string> faults)
{
    public string Place => place;

    public string? Text(string name) => Member(name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => Fault<string>(name, "a text"),
    };

    public string RequiredText(string name)
    {
        if (Text(name) is { Length: > 0 } text)
        {
            return text;
        }

        faults.Add($"{Join(name)} is missing");
        return "";
    }

    public bool? Flag(string name) => Member(name).ValueKind switch
    {
        JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(Member(name).GetString(), out var flag) => flag,
        _ => FaultFlag(name),
    };

    /// <returns>Keycloak counts in seconds; zero and less mean that nothing is set.</returns>
    public TimeSpan? Seconds(string name)
    {
        var member = Member(name);
        var text = member.ValueKind switch
        {
            JsonValueKind.Undefined => "",
            JsonValueKind.String => member.GetString()!,
            _ => member.GetRawText(),
        };
        if (text.Length == 0)
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds > int.MaxValue)
        {
            Blank(name, "a whole number of seconds");
            return null;
        }

        return seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <returns>Empty where it is absent.</returns>
    public RealmNode Object(string name)
    {
        var member = Member(name);
        return new(member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Object ? member : Blank(name, "an object"), Join(name), faults);
    }

    public bool Has(string name) => Member(name).ValueKind != JsonValueKind.Undefined;

    public IReadOnlyList<RealmNode> Objects(string name)
    {
        var (list, shared) = (Array(name), faults);
        var at = Join(name);
        return [.. list.Select((item, index) => new RealmNode(item.ValueKind == JsonValueKind.Object ? item : Blank(shared, $"{at}[{index}]", "an object"), $"{at}[{index}]", shared))];
    }

    public IReadOnlyList<string> Texts(string name)
    {
        var (list, shared) = (Array(name), faults);
        var at = Join(name);
        return [.. list.Select((item, index) => item.ValueKind == JsonValueKind.String ? item.GetString()! : Blank(shared, $"{at}[{index}]", "a text").ToString())];
    }

    /// <summary>Members by name, whatever they hold.</summary>
    public IReadOnlyList<string> Names() => element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject().Select(member => member.Name)] : [];

    /// <summary>An object all of whose members are texts, as Keycloak's settings are; null members are left out.</summary>
    public IReadOnlyDictionary<string, string> Settings(string name)
    {
        var node = Object(name);
        return node.Names().Select(key => (key, node.Text(key))).Where(pair => pair.Item2 is not null).ToDictionary(pair => pair.key, pair => pair.Item2!, StringComparer.Ordinal);
    }

    private JsonElement Member(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : default;

    private JsonElement.ArrayEnumerator Array(string name)
    {
        var member = Member(name);
        return (member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Array ? member : Blank(name, "a list")) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
    }

    private string Join(string name) => place.Length == 0 ? name : $"{place}.{name}";

    private bool? FaultFlag(string name)
    {
        Blank(name, "true or false");
        return null;
    }

    private T? Fault<T>(string name, string wanted)
        where T : class
    {
        Blank(name, wanted);
        return null;
    }

    private JsonElement Blank(string name, string wanted) => Blank(faults, Join(name), wanted);

    private static JsonElement Blank(List<string> faults, string at, string wanted)
    {
        faults.Add($"{at} is not {wanted}");
        return default;
    }
}
