using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Cli.Credentials.Connection;

/// <summary>Credentials as the service handed them out. Never prints them by itself.</summary>
internal sealed record AwsSession
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public required string SessionToken { get; init; }

    /// <summary>Whole seconds, UTC.</summary>
    public required DateTimeOffset Expiration { get; init; }

    /// <summary>Null for roles of STS-compatible servers, which may have none.</summary>
    public string? AccountId { get; init; }

    public override string ToString() => $"AwsSession {{ {AccessKeyId}, until {Expiration.ToString(TimeFormat, CultureInfo.InvariantCulture)} }}";

    /// <summary>Reads the container document (<c>Token</c>) or the process document (<c>SessionToken</c>).</summary>
    /// <returns>Null for anything else: a part missing, an expiry in another form.</returns>
    public static AwsSession? Read(ReadOnlySpan<byte> utf8) =>
        StrictJson.Parse(utf8).TryGet(out var json, out _)
        && JsonText.NonEmpty(json, "AccessKeyId") is { } id && JsonText.NonEmpty(json, "SecretAccessKey") is { } secret && (JsonText.NonEmpty(json, "Token") ?? JsonText.NonEmpty(json, "SessionToken")) is { } token
        && DateTimeOffset.TryParseExact(JsonText.NonEmpty(json, "Expiration"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiration)
            ? new AwsSession { AccessKeyId = id, SecretAccessKey = secret, SessionToken = token, Expiration = expiration, AccountId = JsonText.NonEmpty(json, "AccountId") }
            : null;

    /// <summary>For <c>credential_process</c>: <c>Version</c> is a number, the token is called <c>SessionToken</c>.</summary>
    public string ToProcessDocument() => Write(json =>
    {
        json.WriteNumber("Version"u8, 1);
        WriteTo(json, "SessionToken");
    }) + "\n";

    /// <summary>For a container endpoint: the token is called <c>Token</c>.</summary>
    public string ToContainerDocument() => Write(json => WriteTo(json, "Token"));

    /// <summary>Writes the members of an object.</summary>
    public void WriteTo(Utf8JsonWriter json, string tokenName)
    {
        json.WriteString("AccessKeyId"u8, AccessKeyId);
        json.WriteString("SecretAccessKey"u8, SecretAccessKey);
        json.WriteString(tokenName, SessionToken);
        json.WriteString("Expiration"u8, Expiration.ToString(TimeFormat, CultureInfo.InvariantCulture));
        if (AccountId is not null)
        {
            json.WriteString("AccountId"u8, AccountId);
        }
    }

    public static string Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
