using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Host.Endpoints.Explain;

/// <summary>The body of <c>POST /v1/explain</c>: nothing, or <c>{ "role": "…" }</c> and not a member more.</summary>
internal static class ExplainBody
{
    /// <summary>A role name has at most 256 characters, an ARN at most 2048.</summary>
    private const int MostBytes = 16 * 1024;

    private static readonly Refusal TooLong = Refusals.Request($"The body is longer than {MostBytes} bytes; name one role in it.");
    private static readonly Refusal Untyped = Refusals.Request("The body is not said to be JSON; send Content-Type: application/json, or no body.");
    private static readonly Refusal Broken = Refusals.Request(BodyFault.BrokenText) with { CountsAgainstAddress = true };

    /// <returns>The role, or null where none is named; or what is wrong.</returns>
    public static async ValueTask<Result<RequestedRole, Refusal>> ReadAsync(HttpRequest request)
    {
        if (!(await RequestBody.ReadAsync(request, MostBytes)).TryGet(out var bytes, out var fault))
        {
            return fault is BodyFault.TooLong ? TooLong : Broken;
        }

        return bytes.IsEmpty ? new RequestedRole(null)
            : !request.HasJsonContentType() ? Untyped
            : Read(bytes.Span);
    }

    private static Result<RequestedRole, Refusal> Read(ReadOnlySpan<byte> utf8)
    {
        if (!StrictJson.Parse(utf8).TryGet(out var body, out var fault))
        {
            return Refusals.Request($"The body cannot be read: {fault}.");
        }

        string? role = null;
        foreach (var member in body.EnumerateObject())
        {
            if (member.Name != "role" || member.Value.ValueKind != System.Text.Json.JsonValueKind.String || member.Value.GetString() is not { Length: > 0 } named)
            {
                return Refusals.Request("The body takes one member, role, which is a text and not empty.");
            }

            role = named;
        }

        return new RequestedRole(role);
    }
}
