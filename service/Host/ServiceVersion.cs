using System.Reflection;

namespace TokenBridge.Host;

/// <summary>Which version this is, as <c>--version</c> prints it.</summary>
internal static class ServiceVersion
{
    public static string Text { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
