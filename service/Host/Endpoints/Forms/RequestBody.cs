using System.Buffers;
using TokenBridge.Host.Operations.Callers;
using TokenBridge.Protocol;

namespace TokenBridge.Host.Endpoints.Forms;

/// <summary>Reads a body that has an upper bound. What is wrong with it on the wire is a value; only a caller who is gone ends the request by an exception.</summary>
internal static class RequestBody
{
    private const int FirstBytes = 4096;

    public static async ValueTask<Result<ReadOnlyMemory<byte>, BodyFault>> ReadAsync(HttpRequest request, int mostBytes)
    {
        if (request.ContentLength > mostBytes)
        {
            return new BodyFault.TooLong();
        }

        var buffer = new ArrayBufferWriter<byte>((int)(request.ContentLength + 1 ?? FirstBytes));
        try
        {
            // The server itself ends the read when the caller goes away.
            while (await request.Body.ReadAsync(buffer.GetMemory(), CancellationToken.None) is var count and > 0)
            {
                buffer.Advance(count);
                if (buffer.WrittenCount > mostBytes)
                {
                    return new BodyFault.TooLong();
                }
            }
        }
        catch (BadHttpRequestException broken)
        {
            // Broken chunks, an end before the announced length, a body that trickles, or the server's own limit.
            return broken.StatusCode == StatusCodes.Status413PayloadTooLarge ? new BodyFault.TooLong() : new BodyFault.Broken();
        }
        catch (IOException broken) when (!DepartedCaller.Is(broken, request.HttpContext))
        {
            // Kestrel's word for a chunk whose size has more than 31 bits.
            return new BodyFault.Broken();
        }

        return buffer.WrittenMemory;
    }
}

/// <summary>Why a body could not be read to its end.</summary>
internal abstract record BodyFault
{
    /// <summary>As it is said on every route.</summary>
    public const string BrokenText = "The body is broken off or wrongly chunked.";

    private BodyFault()
    {
    }

    internal sealed record TooLong : BodyFault;

    /// <summary>No honest client sends such a thing.</summary>
    internal sealed record Broken : BodyFault;
}
