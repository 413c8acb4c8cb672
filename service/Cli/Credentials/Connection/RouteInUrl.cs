namespace TokenBridge.Cli.Credentials.Connection;

/// <summary>A route of the service at the end of what should be its root: what other clients are given is easily given to this one.</summary>
/// <param name="Path">The route, without the role.</param>
/// <param name="Before">What stands before it: a folder of a proxy, or nothing.</param>
/// <param name="Role">The role in the path; null for none.</param>
internal sealed record RouteInUrl(string Path, string Before, string? Role)
{
    private static readonly string[] Routes =
    [
        "v1/credentials", "v1/roles", "v1/explain", "v1", "oauth/token", "oauth", "sts", "openapi/v1.json", "health/live", "health/ready", "health", "metrics",
        ".well-known/openid-configuration", ".well-known/jwks.json",
    ];

    /// <param name="path">Of a URL, escaped; empty segments count for nothing.</param>
    /// <returns>Null where no route stands there.</returns>
    public static RouteInUrl? Find(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < segments.Length; at++)
        {
            var rest = segments[at..];
            if (Array.Find(Routes, route => IsAt(rest, route)) is { } found)
            {
                var role = rest[found.Split('/').Length..];
                return new RouteInUrl(
                    $"/{found}", string.Concat(segments[..at].Select(segment => $"/{segment}")), role.Length == 0 ? null : Uri.UnescapeDataString(string.Join('/', role)));
            }
        }

        return null;
    }

    /// <summary>After the route there is nothing, but for <c>/v1/credentials/{role}</c>, whose role may be an ARN with slashes.</summary>
    private static bool IsAt(string[] segments, string route)
    {
        var words = route.Split('/');
        return segments.Length >= words.Length
            && segments.Take(words.Length).SequenceEqual(words, StringComparer.OrdinalIgnoreCase)
            && (segments.Length == words.Length || route == Routes[0]);
    }
}
