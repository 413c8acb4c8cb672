using System.Buffers;
using System.Text.Json;
using TokenBridge.Host.Audit.Json;
using TokenBridge.Host.Audit.Records;

namespace TokenBridge.Host.Audit.Writing;

/// <summary>
/// One record as it will stand in the log, newline included. Made by the request's own thread, which has everything at hand: another
/// processor would first have to fetch some thirty texts out of its cache. <see cref="Release"/> gives the rented bytes back.
/// </summary>
internal readonly record struct AuditLine
{
    /// <summary>Bytes of facts that are kept written. A session policy and fifty tags may have more; they are written each time.</summary>
    private const int MostKept = 4096;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _reused;

    private readonly byte[]? _rented;
    private readonly int _length;

    private AuditLine(ArrayBufferWriter<byte> buffer, Utf8JsonWriter json)
    {
        json.Flush();

        _length = buffer.WrittenCount + 1;
        _rented = ArrayPool<byte>.Shared.Rent(_length);
        buffer.WrittenSpan.CopyTo(_rented);
        _rented[_length - 1] = (byte)'\n';
    }

    /// <summary>No bytes at all: whoever reads the queue looks at the sink.</summary>
    public static AuditLine None => default;

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    /// <summary>Once, when <see cref="Bytes"/> are not needed any more.</summary>
    public void Release()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    public static AuditLine Of(ExchangeRecord record)
    {
        var (buffer, json) = Begin();
        ExchangeRecordJson.Write(json, buffer, record);
        return new AuditLine(buffer, json);
    }

    public static AuditLine Of(StartRecord record)
    {
        var (buffer, json) = Begin();
        StartRecordJson.Write(json, record);
        return new AuditLine(buffer, json);
    }

    public static AuditLine Of(RulesRecord record)
    {
        var (buffer, json) = Begin();
        RulesRecordJson.Write(json, record);
        return new AuditLine(buffer, json);
    }

    /// <summary>The same facts to whoever writes a record: as text alone, where that is not too long.</summary>
    public static ExchangeFacts Frozen(ExchangeFacts facts) => Members(facts) is { Length: <= MostKept } written ? new(Caller: null) { Written = written } : facts;

    /// <summary>Facts as they stand within every record that has them, a comma before each member.</summary>
    private static byte[] Members(ExchangeFacts facts)
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
