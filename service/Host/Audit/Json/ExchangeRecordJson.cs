using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenBridge.Host.Audit.Records;

namespace TokenBridge.Host.Audit.Json;

/// <summary>Writes a record as one JSON line. Members are added, never renamed; absent ones are left out.</summary>
internal static class ExchangeRecordJson
{
    /// <summary>Control characters are always escaped, so a record is one line whatever a claim holds.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    /// <param name="json">Writes to <paramref name="buffer"/>.</param>
    /// <param name="buffer">Gets what is written already.</param>
    /// <param name="record">The whole line.</param>
    public static void Write(Utf8JsonWriter json, IBufferWriter<byte> buffer, ExchangeRecord record)
    {
        WriteHead(json, record);
        if (record.Facts.Written is { } written)
        {
            // The writer knows nothing of it, and separates the next member from the last that it wrote itself: just as well.
            json.Flush();
            buffer.Write(written);
        }
        else
        {
            ExchangeFactsJson.Write(json, record.Facts);
        }

        WriteTail(json, record.Request);
    }

    private static void WriteHead(Utf8JsonWriter json, ExchangeRecord record)
    {
        var (request, outcome) = (record.Request, record.Outcome);
        json.WriteStartObject();
        json.WriteString("time"u8, request.Time.UtcDateTime);
        json.WriteString("event"u8, record.IsInquiry ? "tokenbridge.inquiry"u8 : "tokenbridge.exchange"u8);
        json.WriteString("decision_id"u8, request.DecisionId);
        json.WriteString("outcome"u8, outcome.Reason is not null ? "refused"u8 : record.IsInquiry ? "answered"u8 : "granted"u8);
        json.WriteText("reason"u8, outcome.Reason);
        json.WriteText("detail"u8, outcome.Detail);
        json.WriteNumber("status"u8, outcome.Status);
        json.WriteString("route"u8, request.Route);
        json.WriteText("requested_role"u8, request.RequestedRole);
    }

    private static void WriteTail(Utf8JsonWriter json, RequestPart request)
    {
        json.WriteText("source_ip"u8, request.SourceAddress);
        json.WriteText("user_agent"u8, request.UserAgent);
        json.WriteText("trace_id"u8, request.TraceId);
        json.WriteEndObject();
    }

    /// <summary>Nothing where there is nothing to say.</summary>
    public static void WriteText(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
