using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TokenBridge.Commands;

/// <summary>A port on 127.0.0.1 that can be listened on right now. It is looked for before the start, because the service's issuer names it.</summary>
internal static class LoopbackPort
{
    /// <param name="wanted">0 takes any.</param>
    /// <returns>A port, and why it is not the wanted one.</returns>
    public static (int Port, string? Notice) Choose(int wanted)
    {
        try
        {
            return (Probe(wanted), null);
        }
        catch (SocketException failure)
        {
            var free = Probe(0);
            var why = failure.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is taken" : "cannot be used here";
            return (free, $"Port {wanted} {why}, so the service is on {free}.");
        }
    }

    /// <summary>Reads the option <c>--port</c>.</summary>
    public static int Read(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535)
        {
            return port;
        }

        result.AddError($"--port is '{result.Tokens[0].Value}'; write 0 to 65535, where 0 takes any free port.");
        return 0;
    }

    private static int Probe(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
