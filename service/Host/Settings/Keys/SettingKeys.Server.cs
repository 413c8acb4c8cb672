namespace TokenBridge.Host.Settings.Keys;

/// <content>Of the server and of what watches it.</content>
internal static partial class SettingKeys
{
    internal static class Root
    {
        public static readonly ListKey TrustedProxies = new(
            "TrustedProxies",
            null,
            "CIDRs of the proxies and of nobody else; only from these is `X-Forwarded-For` read, "
            + "and their own addresses are never the caller's.")
        {
            WhenAbsent = "none",
            MayBeEmpty = true,
            EntryPattern = "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$",
        };

        public static readonly NumberKey MaxTokenLength = new(
            "MaxTokenLength", 16_384, 1_024, 20_000,
            "Characters of a token; the server's limit for header fields follows from it. AWS takes 20000.");

        public static readonly ListKey AllowedHosts = new(
            "AllowedHosts",
            null,
            "`Host` names that are answered, such as the one that a proxy on this machine passes on; `*.example.org` is every name below it.")
        {
            WhenAbsent = "on loopback its own names, elsewhere any",
            MayBeEmpty = true,
            EntryPattern = @"^((\*\.)?[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\])$",
        };

        public static readonly KeySection Section = new("", MaxTokenLength, TrustedProxies, AllowedHosts);
    }

    internal static class Operations
    {
        public static readonly TextKey Urls = new("Urls", null, "Addresses of their own for `/metrics` and `/health`, such as `http://0.0.0.0:9090`; then nowhere else.")
        {
            WhenAbsent = "where everything is",
        };

        public static readonly DurationKey DrainDelay = new(
            "DrainDelay", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1),
            "Told to stop, the service is not ready at once and closes its port after this.");

        public static readonly KeySection Section = new("Operations", Urls, DrainDelay);
    }
}
