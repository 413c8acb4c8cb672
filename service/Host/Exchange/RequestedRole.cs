using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.Features;
using TokenBridge.Protocol;

namespace TokenBridge.Host.Exchange;

/// <summary>The role that a request names in its path or its query; at most one place, at most once, never empty.</summary>
/// <param name="Name">A grant's name, a rule's id or a role ARN; null where none is named.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RequestedRole(string? Name)
{
    private static readonly Refusal Repeated = Refusals.Request("The parameter role stands more than once; name one role.");
    private static readonly Refusal Empty = Refusals.Request("The role is empty; name one, or ask for /v1/credentials without one.");
    private static readonly Refusal Two = Refusals.Request("The path and the parameter role name different roles; name one.");
    private static readonly Refusal Token = Refusals.Request("A token stands where the role belongs; send it as Authorization: Bearer, where no log sees it.");

    public static Result<RequestedRole, Refusal> Read(HttpRequest request)
    {
        var path = request.RouteValues.TryGetValue("role", out var value) ? value as string : null;
        var query = request.Query["role"];
        if (query.Count > 1)
        {
            return Repeated;
        }

        path = path is null ? null : WithSlashes(path, request);
        var asked = query.Count == 1 ? query[0] ?? "" : null;
        if (path?.Length == 0 || asked?.Length == 0 || (path is null && request.Path.Value?.EndsWith('/') == true))
        {
            return Empty;
        }

        if (path is not null && asked is not null && path != asked)
        {
            return Two;
        }

        return CheckNoToken(path ?? asked) is { } fault ? fault : new RequestedRole(path ?? asked);
    }

    /// <summary>A token is not to be repeated in an answer or in the audit log.</summary>
    public static Refusal? CheckNoToken(string? role) =>
        role is not null && role.Contains("eyJ", StringComparison.Ordinal) && role.AsSpan().Count('.') >= 2 ? Token : null;

    /// <summary>
    /// Careful clients write the slash of an ARN as %2F, which the server leaves alone. It makes the same text of %252F, and that is no slash.
    /// </summary>
    private static string WithSlashes(string path, HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target.AsSpan(0, target.IndexOf('?') is var end and >= 0 ? end : target.Length).Contains("%252F", StringComparison.OrdinalIgnoreCase)
            ? path
            : path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }
}
