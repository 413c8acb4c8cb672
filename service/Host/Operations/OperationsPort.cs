using System.Net;

namespace TokenBridge.Host.Operations;

/// <summary>Keeps the routes of operations and all others apart, where the former have addresses of their own.</summary>
internal static class OperationsPort
{
    /// <summary>Kestrel takes either addresses or endpoints of its configuration; where it has the latter, ours become some more of them.</summary>
    private const string Endpoints = "Kestrel:Endpoints";

    /// <param name="builder">Whose server listens there too, beside where it was told to.</param>
    /// <param name="addresses">Of operations.</param>
    public static void ListenAlsoAt(this WebApplicationBuilder builder, IReadOnlyList<BindingAddress> addresses)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        var urls = (builder.Configuration["Urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        builder.WebHost.UseUrls([.. urls, .. addresses.Select(address => address.ToString())]);
        if (builder.Configuration.GetSection(Endpoints).GetChildren().Any())
        {
            builder.Configuration.AddInMemoryCollection(addresses.Select((address, index) =>
                KeyValuePair.Create<string, string?>($"{Endpoints}:TokenBridgeOperations{index}:Url", address.ToString())));
        }
    }

    /// <param name="application">The service.</param>
    /// <param name="addresses">Of operations; nothing is kept apart where there are none.</param>
    /// <param name="isOperations">Which endpoints belong there.</param>
    public static void UseOperationsPort(this WebApplication application, IReadOnlyList<BindingAddress> addresses, Func<Endpoint, bool> isOperations)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        var ports = addresses.Select(address => address.Port).ToHashSet();
        application.Use((http, next) =>
        {
            if (http.GetEndpoint() is { } endpoint && isOperations(endpoint) == ports.Contains(http.Connection.LocalPort))
            {
                return next(http);
            }

            http.SetEndpoint(null);
            http.Response.StatusCode = (int)HttpStatusCode.NotFound;
            return Task.CompletedTask;
        });
    }
}
