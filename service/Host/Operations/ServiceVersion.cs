using System.Reflection;

namespace TokenBridge.Host.Operations;

/// <summary>Which version runs.</summary>
internal static class ServiceVersion
{
    /// <summary>As it was built, with the commit behind a plus sign where the build knew it.</summary>
    public static string Text { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
