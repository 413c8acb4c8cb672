using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace TokenBridge.Protocol.Sts;

/// <summary>The <c>Authorization: AWS4-HMAC-SHA256 …</c> of one request, and the signature that it ought to have.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS: create a signed request</see>.</remarks>
internal sealed class RequestSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly string[] _scope;
    private readonly string[] _signedHeaders;
    private readonly string _signature;

    private RequestSignature(string accessKeyId, string[] scope, string[] signedHeaders, string signature)
    {
        AccessKeyId = accessKeyId;
        _scope = scope;
        _signedHeaders = signedHeaders;
        _signature = signature;
    }

    public string AccessKeyId { get; }

    /// <returns>Null where the header is not of this form; a key, its scope for STS, signed headers and a signature.</returns>
    public static RequestSignature? Parse(string authorization)
    {
        if (!authorization.StartsWith($"{Algorithm} ", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = authorization[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1], StringComparer.Ordinal);
        string[] credential = parts["Credential"].FirstOrDefault("").Split('/');
        string[] signedHeaders = parts["SignedHeaders"].FirstOrDefault("").Split(';');
        return credential is [var key, _, _, "sts", "aws4_request"] && signedHeaders.Contains("host") && signedHeaders.Contains("x-amz-date")
            ? new RequestSignature(key, credential[1..], signedHeaders, parts["Signature"].FirstOrDefault(""))
            : null;
    }

    /// <param name="header">In lower case.</param>
    public bool Covers(string header) => _signedHeaders.Contains(header, StringComparer.Ordinal);

    /// <summary>Whether the secret key signed exactly this request.</summary>
    public bool IsOf(SignedRequest request, ReadOnlySpan<byte> body, string secretAccessKey)
    {
        var time = request.Text("x-amz-date");
        if (!time.StartsWith(_scope[0], StringComparison.Ordinal))
        {
            return false;
        }

        var canonical = $"{request.Method}\n{CanonicalTarget(request)}\n{CanonicalHeaders(request)}\n{string.Join(';', _signedHeaders)}\n{Hex(SHA256.HashData(body))}";
        var toSign = $"{Algorithm}\n{time}\n{string.Join('/', _scope)}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = _scope.Aggregate(Encoding.UTF8.GetBytes($"AWS4{secretAccessKey}"), (derived, part) => Mac(derived, part));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hex(Mac(key, toSign))), Encoding.UTF8.GetBytes(_signature));
    }

    /// <summary>How far the signing time is from now, either way; null where it is no time.</summary>
    public static TimeSpan? Age(SignedRequest request, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(
            request.Text("x-amz-date"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed)
            ? (now - signed).Duration()
            : null;

    /// <summary>The path, each segment encoded once more, and the query, decoded, encoded and sorted.</summary>
    private static string CanonicalTarget(SignedRequest request)
    {
        var target = request.RawTarget.Split('?', 2);
        var path = string.Join('/', target[0].Split('/').Select(Uri.EscapeDataString));
        var query = target.Length == 1 ? [] : target[1].Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2))
            .Select(parameter => $"{EncodedOnce(parameter[0])}={EncodedOnce(parameter.Length == 2 ? parameter[1] : "")}");
        return $"{path}\n{string.Join('&', query.Order(StringComparer.Ordinal))}";
    }

    private static string EncodedOnce(string text) => Uri.EscapeDataString(WebUtility.UrlDecode(text));

    private string CanonicalHeaders(SignedRequest request) =>
        string.Concat(_signedHeaders.Select(name => $"{name}:{string.Join(',', request.Header(name).Select(CollapseBlanks))}\n"));

    private static string CollapseBlanks(string? value) => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
