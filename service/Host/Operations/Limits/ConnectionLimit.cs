using System.Globalization;

namespace TokenBridge.Host.Operations.Limits;

/// <summary>
/// How many connections the server holds at once. Each is an open file of the process, and .NET ends a process that can open no more: without a
/// limit, whoever reaches the port could end the service by connections that say nothing.
/// </summary>
internal static class ConnectionLimit
{
    /// <summary>Thousands of SDKs at once; a connection that says nothing costs some 30 KiB.</summary>
    public const int Most = 10_000;

    /// <summary>For all else: some 250 files that the runtime opens, sockets to STS and Keycloak, and connections that are about to be turned away.</summary>
    private const int Reserve = 512;

    private const string Row = "Max open files";

    public static int OfProcess() => For(OpenFiles());

    /// <param name="limits">The lines of <c>/proc/self/limits</c> (proc(5)): name, soft limit, hard limit, unit.</param>
    public static int For(IEnumerable<string> limits) => For(OpenFiles(limits));

    /// <returns>How many files the process may have open; null where nothing says so.</returns>
    public static int? OpenFiles()
    {
        try
        {
            return OperatingSystem.IsLinux() ? OpenFiles(File.ReadLines("/proc/self/limits")) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int For(int? files) => files is { } most ? Math.Min(Most, Math.Max(most - Reserve, Math.Max(1, most / 8))) : Most;

    private static int? OpenFiles(IEnumerable<string> limits)
    {
        var soft = limits.FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal))?[Row.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null;
    }
}
