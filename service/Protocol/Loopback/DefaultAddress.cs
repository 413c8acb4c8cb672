namespace TokenBridge.Protocol.Loopback;

/// <summary>Where the service listens and the command asks unless told.</summary>
internal static class DefaultAddress
{
    /// <summary>The number of RFC 8693; Keycloak has 8080.</summary>
    public const string Url = "http://127.0.0.1:8693";
}
