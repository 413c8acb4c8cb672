using System.Buffers;
using System.Text;

namespace TokenBridge.Protocol.Jose;

/// <summary>A JWS in compact form (RFC 7515 section 7.1), taken apart and decoded; nothing in it is verified.</summary>
/// <remarks>Signing input, header and payload lie one after the other in one rented buffer, which <see cref="Dispose"/> gives back.</remarks>
internal readonly struct CompactToken : IDisposable
{
    private readonly int _payloadAt;
    private readonly int _end;

    private CompactToken(ReadOnlySpan<char> token, int headerEnd, int payloadEnd)
    {
        var header = token[..headerEnd];
        var payload = token[(headerEnd + 1)..payloadEnd];
        var signature = token[(payloadEnd + 1)..];

        SigningInputLength = payloadEnd;
        _payloadAt = SigningInputLength + CanonicalBase64Url.DecodedLength(header.Length);
        _end = _payloadAt + CanonicalBase64Url.DecodedLength(payload.Length);
        Buffer = ArrayPool<byte>.Shared.Rent(_end);
        Ascii.FromUtf16(token[..payloadEnd], Buffer, out _);
        CanonicalBase64Url.Decode(header, Buffer.AsSpan(SigningInputLength, _payloadAt - SigningInputLength));
        CanonicalBase64Url.Decode(payload, Buffer.AsSpan(_payloadAt, _end - _payloadAt));

        // Exactly as long as the signature, because the verifier would copy a part of a longer array.
        Signature = new byte[CanonicalBase64Url.DecodedLength(signature.Length)];
        CanonicalBase64Url.Decode(signature, Signature);
    }

    /// <summary>Begins with the signing input.</summary>
    public byte[] Buffer { get; }

    /// <summary>Bytes of <c>header.payload</c> at the start of <see cref="Buffer"/>.</summary>
    public int SigningInputLength { get; }

    public ReadOnlySpan<byte> Header => Buffer.AsSpan(SigningInputLength, _payloadAt - SigningInputLength);

    public ReadOnlySpan<byte> Payload => Buffer.AsSpan(_payloadAt, _end - _payloadAt);

    /// <summary>Empty for an unsigned token, which its algorithm then refuses.</summary>
    public byte[] Signature { get; }

    /// <returns>The segments, to be disposed of; or why the text is no token in compact form.</returns>
    public static Result<CompactToken, string> Decode(ReadOnlySpan<char> token)
    {
        var dots = token.Count('.');
        if (dots != 2)
        {
            return $"{dots + 1} segments where a signed token has 3";
        }

        var headerEnd = token.IndexOf('.');
        var payloadEnd = token.LastIndexOf('.');
        if (!CanonicalBase64Url.IsCanonical(token[..headerEnd])
            || !CanonicalBase64Url.IsCanonical(token[(headerEnd + 1)..payloadEnd])
            || !CanonicalBase64Url.IsCanonical(token[(payloadEnd + 1)..]))
        {
            return "a segment is no canonical base64url";
        }

        return new CompactToken(token, headerEnd, payloadEnd);
    }

    public void Dispose()
    {
        Buffer.AsSpan(0, _end).Clear();
        ArrayPool<byte>.Shared.Return(Buffer);
    }
}
