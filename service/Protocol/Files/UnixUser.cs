using System.Runtime.InteropServices;

namespace TokenBridge.Protocol.Files;

/// <summary>The user whose rights this process has.</summary>
internal static partial class UnixUser
{
    public static uint Effective() => GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();
}
