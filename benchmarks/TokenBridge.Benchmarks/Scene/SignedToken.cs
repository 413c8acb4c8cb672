using System.Buffers.Text;
using System.Text;

namespace TokenBridge.Benchmarks.Scene;

/// <summary>One token, and the bytes that a bare signature verify needs of it, decoded beforehand.</summary>
/// <param name="Text">The compact form.</param>
/// <param name="SigningInput"><c>header.payload</c>.</param>
/// <param name="Signature">Decoded.</param>
internal sealed record SignedToken(string Text, byte[] SigningInput, byte[] Signature)
{
    public static SignedToken Of(string text)
    {
        var end = text.LastIndexOf('.');
        return new SignedToken(text, Encoding.ASCII.GetBytes(text[..end]), Base64Url.DecodeFromChars(text.AsSpan(end + 1)));
    }
}
