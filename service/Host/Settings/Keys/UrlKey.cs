using System.Text.Json.Nodes;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Host.Settings.Keys;

/// <summary>
/// A plain URL that keys, tokens or credentials travel over: https, or http on loopback, or elsewhere where the operator allows it.
/// </summary>
internal sealed record UrlKey(string Name, string Meaning) : SettingKey(Name, Meaning)
{
    /// <summary>The shape; whether http may stand there depends on the host, which the reader alone looks at.</summary>
    private const string Shape = "^https?://[^/?#@]+(/[^?#]*)?$";

    private const string ShapeWithoutFinalSlash = "^https?://[^/?#@]+(/([^?#]*[^?#/])?)?$";

    public override string Absent => WhenAbsent;

    public override string Takes => "an https URL, or http on loopback";

    /// <summary>What an absent key means.</summary>
    public string WhenAbsent { get; init; } = "";

    /// <summary>The end of "is missing; …", for a key that is needed.</summary>
    public string Missing { get; init; } = "";

    public bool EndsWithoutSlash { get; init; }

    /// <summary>The key that lets http pass elsewhere; null where none does.</summary>
    public string? HttpAllowedBy { get; init; }

    private string Unless => HttpAllowedBy is null ? "" : $", or where {HttpAllowedBy} is true and nobody else can listen or answer in between";

    /// <summary>As written; null where it is absent.</summary>
    public string? Read(SettingsSection section) => section.Text(Name);

    public void RefuseAbsent(SettingsSection section) => section.Fault(Name, $"is missing; {Missing}");

    /// <returns>Null where the text is refused; the fault is recorded.</returns>
    public Uri? Check(SettingsSection section, string text, bool allowHttp)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            section.Fault(Name, $"is '{text}'; write an absolute https URL");
            return null;
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            section.Fault(Name, "holds a query, a fragment or user information; write the plain URL");
            return null;
        }

        if (uri.Scheme == "http" && !allowHttp && !LoopbackHost.Is(uri))
        {
            section.Fault(Name, $"is '{text}'; write https (http is taken on loopback only{Unless})");
            return null;
        }

        return uri;
    }

    protected override void Describe(JsonObject schema)
    {
        schema["type"] = TypeOf("string");
        schema["pattern"] = EndsWithoutSlash ? ShapeWithoutFinalSlash : Shape;
    }
}
