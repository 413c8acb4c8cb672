using System.CommandLine.Parsing;
using System.Net;
using System.Net.Sockets;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Host.Commands.Dev;

/// <summary>A port on 127.0.0.1 that can be listened on right now. It is looked for before the start, because the service's issuer names it; whoever starts there tries again where it has been taken since.</summary>
internal static class LoopbackPort
{
    /// <param name="wanted">0 takes any.</param>
    /// <param name="server">Who wants it, for the notice.</param>
    /// <returns>A port, and why it is not the wanted one.</returns>
    public static (int Port, string? Notice) Choose(int wanted, string server)
    {
        try
        {
            return (Probe(wanted), null);
        }
        catch (SocketException failure)
        {
            var free = Probe(0);
            var why = failure.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is taken" : "cannot be used here";
            return (free, $"Port {wanted} {why}, so {server} is on {free}.");
        }
    }

    /// <summary>Reads an option that holds a port.</summary>
    public static int Read(ArgumentResult result)
    {
        if (PortNumber.Read(result.Tokens[0].Value).TryGet(out var port, out var fault))
        {
            return port;
        }

        result.AddError(fault);
        return 0;
    }

    private static int Probe(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
