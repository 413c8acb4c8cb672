using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Host.Settings;

/// <summary>URLs that keys, tokens or credentials travel over: https, or http on loopback.</summary>
internal static class SettingsUri
{
    /// <returns>Null where the text is refused; the fault is recorded.</returns>
    public static Uri? Read(SettingsSection section, string key, string text, bool allowHttp)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            section.Fault(key, $"is '{text}'; write an absolute https URL");
            return null;
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            section.Fault(key, "holds a query, a fragment or user information; write the plain URL");
            return null;
        }

        if (uri.Scheme == "http" && !allowHttp && !LoopbackHost.Is(uri))
        {
            section.Fault(key, $"is '{text}'; write https (http is taken on loopback only)");
            return null;
        }

        return uri;
    }
}
