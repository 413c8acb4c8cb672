using System.Text;
using System.Text.Json;
using TokenBridge.Cli.Credentials.Tokens;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Cli.Credentials.Connection;

/// <summary>What a person is told about an answer that brings nothing: the service's own message, which says what to do; else the status and where to look.</summary>
internal static class RefusalLine
{
    /// <summary>Of the service, unless its MaxTokenLength says otherwise.</summary>
    private const int UsualTokenLimit = 16_384;

    /// <summary>Proxies take some 8 KiB of header fields unless told; a token of this length with what stands beside it may be more.</summary>
    private const int LongForProxies = 7_000;

    /// <param name="answer">Of any status.</param>
    /// <param name="service">Who gave it.</param>
    /// <param name="token">Withheld, should it stand in the answer.</param>
    public static string Of(ServiceAnswer answer, ServiceAddress service, string token)
    {
        var message = StrictJson.Parse(answer.Body).TryGet(out var json, out _) ? SafeText.OneLine(WithheldToken.In(JsonText.Of(json, "message") ?? JsonText.Of(json, "Message") ?? "", token)) : "";
        if (answer.Status == 200)
        {
            return $"{service} answered 200 without credentials, so it is no TokenBridge; check --url";
        }

        if (message.Length == 0)
        {
            return $"{service} answered {answer.Status} without a message{Next(answer.Status, token.Length)}";
        }

        return message + Choices(json);
    }

    /// <summary>Whether it is a refusal of the service's own form, which SDKs can read and users may: boto3 shows the whole body.</summary>
    public static bool IsFitForSdks(ServiceAnswer answer, string token) =>
        StrictJson.Parse(answer.Body).TryGet(out var json, out _) && JsonText.Of(json, "message") is not null
        && Encoding.UTF8.GetString(answer.Body) is var body && WithheldToken.In(body, token) == body;

    /// <summary>The message of <c>role_required</c> tells the names; how to say one here it cannot know.</summary>
    private static string Choices(JsonElement json) => JsonText.Of(json, "reason") == "role_required" ? "; name one with --role" : "";

    private static string Next(int status, int tokenLength) => status switch
    {
        431 => $": the token has {tokenLength} characters, and the service takes {UsualTokenLimit} unless its MaxTokenLength says otherwise; have the realm put fewer groups or claims into it",
        400 or 413 or 414 or 494 when tokenLength >= LongForProxies =>
            $": a proxy refuses so long a request, the token has {tokenLength} characters; have the realm put fewer groups or claims into it, or the proxy take longer headers",
        >= 300 and < 400 => ": redirects are not followed; give --url the address that it leads to",
        404 => ": there is no TokenBridge under this URL; check --url",
        429 => ": too many requests; wait a little",
        >= 500 => ": it or something in front of it fails; try again, then ask the platform team",
        _ => ": something in front of it refuses; check --url, and ask the platform team",
    };
}
