using System.Reflection;

namespace TokenBridge.Cli;

/// <summary>Which build this is: the version, and the commit where the build knew it.</summary>
internal static class ProgramVersion
{
    public static string Text => typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
