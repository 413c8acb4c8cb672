using TokenBridge.Cli.Credentials.Profiles;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Cli.Credentials.Connection;

/// <summary>Where the service is: https, or http where nobody else can listen.</summary>
/// <param name="Root">Without a final slash, query, fragment and user information.</param>
internal sealed record ServiceAddress(string Root)
{
    public const string Variable = "TOKENBRIDGE_URL";

    /// <summary>Whether nothing leaves the machine; a proxy must not make it.</summary>
    public bool IsLoopback { get; } = LoopbackHost.Is(new Uri(Root));

    public Uri Roles => new($"{Root}/v1/roles");

    /// <param name="role">As a parameter, because a name may hold anything that a path may not.</param>
    public Uri Credentials(string? role) => new($"{Root}/v1/credentials{(role is null ? "" : $"?role={Uri.EscapeDataString(role)}")}");

    public override string ToString() => Root;

    public static Result<ServiceAddress, Fault> Read(string? text, bool allowHttp)
    {
        text = (text ?? DefaultAddress.Url).Trim();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return new Fault($"the service's URL is no https URL; write --url https://tokenbridge.example, or set {Variable}");
        }

        var route = RouteInUrl.Find(uri.AbsolutePath);
        var root = $"{uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}{route?.Before ?? uri.AbsolutePath}".TrimEnd('/');
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            return new Fault($"the service's URL holds a query, a fragment or user information; write the plain URL: --url {root}");
        }

        if (route is not null)
        {
            var role = route.Role is null ? "" : $", and the role as --role {ProfileCommand.Quote(route.Role)}";
            return new Fault($"the service's URL names a route of the service, {route.Path}, which this command adds itself; write --url {root}{role}, or set {Variable} to that URL");
        }

        if (uri.Scheme == "http" && !allowHttp && !LoopbackHost.Is(uri))
        {
            return new Fault($"{uri.GetLeftPart(UriPartial.Authority)} is not loopback, so http would show token and credentials to the network; write https, or say --allow-http");
        }

        return new ServiceAddress(root);
    }
}
