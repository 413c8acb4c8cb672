using System.Buffers;
using System.Text.Json;

namespace TokenBridge.Host.Audit;

/// <summary>
/// One record as it will stand in the log, newline included. Made by the request's own thread, which has everything at hand: another
/// processor would first have to fetch some thirty texts out of its cache. <see cref="Release"/> gives the rented bytes back.
/// </summary>
internal readonly record struct AuditLine
{
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _reused;

    private readonly byte[] _rented;
    private readonly int _length;

    public AuditLine(ExchangeRecord record)
    {
        var (buffer, json) = Begin();
        ExchangeRecordJson.Write(json, buffer, record);
        json.Flush();

        _length = buffer.WrittenCount + 1;
        _rented = ArrayPool<byte>.Shared.Rent(_length);
        buffer.WrittenSpan.CopyTo(_rented);
        _rented[_length - 1] = (byte)'\n';
    }

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    /// <summary>Once, when <see cref="Bytes"/> are not needed any more.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(_rented);

    /// <summary>Facts as they stand within every record that has them, a comma before each member.</summary>
    public static byte[] Members(ExchangeFacts facts)
    {
        var (buffer, json) = Begin();
        json.WriteStartObject();
        json.WriteBoolean("before"u8, value: true);
        json.Flush();
        var start = buffer.WrittenCount;
        ExchangeFactsJson.Write(json, facts);
        json.Flush();
        return buffer.WrittenSpan[start..].ToArray();
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Begin()
    {
        var (buffer, json) = _reused ??= Create();
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        return (buffer, json);
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Create()
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        return (buffer, new Utf8JsonWriter(buffer, ExchangeRecordJson.Options));
    }
}
