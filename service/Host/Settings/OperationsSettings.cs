using TokenBridge.Host.Operations;
using TokenBridge.Host.Settings.Keys;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Host.Settings;

/// <summary>Reads <c>TokenBridge:Operations</c>.</summary>
internal static class OperationsSettings
{
    /// <param name="section">Ours.</param>
    /// <param name="urls">Where the service listens; null for where it does by default.</param>
    public static OperationsOptions Read(SettingsSection section, string? urls)
    {
        var taken = Split(string.IsNullOrEmpty(urls) ? DefaultAddress.Url : urls).Select(Parse).OfType<BindingAddress>().Select(address => address.Port).ToHashSet();
        List<BindingAddress> addresses = [];
        foreach (var text in Split(SettingKeys.Operations.Urls.Read(section) ?? ""))
        {
            var address = Parse(text);
            if (address is null || address.IsUnixPipe || address.IsNamedPipe || address.PathBase.Length > 0 || address.Port == 0)
            {
                section.Fault(SettingKeys.Operations.Urls.Name, $"is '{text}'; write addresses with their port, such as http://0.0.0.0:9090");
            }
            else if (taken.Contains(address.Port))
            {
                section.Fault(SettingKeys.Operations.Urls.Name, $"is '{text}', whose port Urls has as well; write another one");
            }
            else
            {
                addresses.Add(address);
            }
        }

        var options = new OperationsOptions(addresses, SettingKeys.Operations.DrainDelay.Read(section));
        section.RefuseUnknown();
        return options;
    }

    private static string[] Split(string urls) => urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
