using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>
/// Sends a small JSON object in one piece. The content type is exactly <c>application/json</c>: with a charset, AWS SDK for Go reads an
/// error body as plain text.
/// </summary>
internal static class JsonAnswer
{
    /// <summary>Base64 of session tokens stays readable; nothing here is ever put into a page.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>In double quotes as in single ones, sh, fish and PowerShell take every text that this writes as it stands: <c>$ ` ' "</c> are escaped.</summary>
    private static readonly JsonWriterOptions ShellOptions = new() { Encoder = JavaScriptEncoder.Create(WithoutDollar()) };

    /// <summary>Bytes that a thread keeps. A long explanation gives its buffer back.</summary>
    private const int MostKept = 64 * 1024;

    /// <summary>One buffer for each thread: an answer is written to it and copied out before anything can wait.</summary>
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _reused;

    /// <param name="response">Status and further headers are the caller's.</param>
    /// <param name="document">Is sent.</param>
    /// <param name="type">How it is written.</param>
    public static Task WriteAsync<T>(HttpResponse response, T document, JsonTypeInfo<T> type)
    {
        var buffer = Fill(document, type);
        Begin(response, buffer.WrittenCount);
        response.BodyWriter.Write(buffer.WrittenSpan);
        Empty(buffer);
        return response.BodyWriter.FlushAsync().AsTask();
    }

    /// <summary>Sends an object that was written before.</summary>
    public static Task WriteAsync(HttpResponse response, ReadOnlySpan<byte> written)
    {
        Begin(response, written.Length);
        response.BodyWriter.Write(written);
        return response.BodyWriter.FlushAsync().AsTask();
    }

    /// <summary>An object, to be sent more than once or inside another.</summary>
    public static byte[] Bytes<T>(T document, JsonTypeInfo<T> type)
    {
        var buffer = Fill(document, type);
        var bytes = buffer.WrittenSpan.ToArray();
        Empty(buffer);
        return bytes;
    }

    /// <summary>As <see cref="WriteAsync{T}"/>, for an answer that a careless script may evaluate.</summary>
    public static async Task WriteForShellAsync<T>(HttpResponse response, T document, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer, ShellOptions))
        {
            JsonSerializer.Serialize(json, document, type);
        }

        Begin(response, buffer.WrittenCount);
        await response.Body.WriteAsync(buffer.WrittenMemory);
    }

    private static void Begin(HttpResponse response, int length)
    {
        response.ContentType = "application/json";
        response.ContentLength = length;
        response.Headers.CacheControl = "no-store";
    }

    private static ArrayBufferWriter<byte> Fill<T>(T document, JsonTypeInfo<T> type)
    {
        var (buffer, json) = _reused ??= Create();
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        JsonSerializer.Serialize(json, document, type);
        json.Flush();
        return buffer;
    }

    /// <summary>Leaves no secret behind, and no more memory than a thread may keep.</summary>
    private static void Empty(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > MostKept)
        {
            _reused = null;
        }

        buffer.Clear();
    }

    private static TextEncoderSettings WithoutDollar()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.BasicLatin);
        settings.ForbidCharacter('$');
        return settings;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Create()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }
}
