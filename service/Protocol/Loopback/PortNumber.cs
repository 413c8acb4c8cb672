using System.Globalization;

namespace TokenBridge.Protocol.Loopback;

/// <summary>A port as it is written on a command line: 0 to 65535, where 0 takes any free port.</summary>
internal static class PortNumber
{
    private const int Most = 65535;

    public static Result<int, string> Read(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= Most
            ? port
            : $"--port is '{text}'; write 0 to {Most}, where 0 takes any free port.";
}
