namespace TokenBridge.Credentials;

/// <summary>The role that a request names in its path or its query; at most one place, at most once, never empty.</summary>
internal static class RoleWish
{
    public static (string? Role, Refusal? Fault) Read(HttpRequest request)
    {
        var path = request.RouteValues.TryGetValue("role", out var value) ? value as string : null;
        var query = request.Query["role"];
        if (query.Count > 1)
        {
            return (null, Refusals.Request("The parameter role stands more than once; name one role."));
        }

        // The routing leaves %2F alone, which is how careful clients write the slash of an ARN.
        path = path?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var asked = query.Count == 1 ? query[0] ?? "" : null;
        if (path?.Length == 0 || asked?.Length == 0 || (path is null && request.Path.Value?.EndsWith('/') == true))
        {
            return (null, Refusals.Request("The role is empty; name one, or ask for /v1/credentials without one."));
        }

        return path is not null && asked is not null && path != asked
            ? (null, Refusals.Request("The path and the parameter role name different roles; name one."))
            : (path ?? asked, null);
    }
}
