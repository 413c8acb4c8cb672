using System.CommandLine.Parsing;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Cli.Credentials;

/// <summary>Reads the option <c>--port</c>.</summary>
internal static class PortOption
{
    public static int Read(ArgumentResult result)
    {
        if (PortNumber.Read(result.Tokens[0].Value).TryGet(out var port, out var fault))
        {
            return port;
        }

        result.AddError(fault);
        return 0;
    }
}
