using FastEndpoints;
using TokenBridge.Host.Endpoints.Explain;
using TokenBridge.Host.Endpoints.Health;
using TokenBridge.Host.Endpoints.Metrics;
using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Host.Endpoints.Sts;

namespace TokenBridge.Host.Endpoints;

/// <summary>Registers the routes and what single ones need beyond the exchange, and maps them.</summary>
internal static class EndpointsRegistration
{
    /// <param name="services">Of the service.</param>
    /// <param name="isIssuer">Whether the service signs web identity tokens.</param>
    public static IServiceCollection AddEndpoints(this IServiceCollection services, bool isIssuer)
    {
        services.AddFastEndpoints(RouteTable.All(isIssuer));
        services.AddSingleton<SessionOwner>();
        services.AddSingleton<GetCallerIdentity>();
        services.AddSingleton<StsOperations>();
        services.AddSingleton<ExplanationGate>();
        services.AddSingleton<ServiceReadiness>();
        services.AddSingleton<PrometheusPage>();
        services.AddSingleton<OpenApiPage>();
        return services;
    }

    /// <summary>
    /// Maps the routes of <see cref="RouteTable"/> and nothing else: FastEndpoints 8.3.0 also maps <c>GET /_test_url_cache_</c>, which tells
    /// everybody the names of its classes.
    /// </summary>
    public static void MapEndpoints(this WebApplication application)
    {
        var mapped = new MappedRoutes(application);
        mapped.MapFastEndpoints();
        ((IEndpointRouteBuilder)application).DataSources.Add(new DefaultEndpointDataSource(
            mapped.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Where(route => route.Metadata.GetMetadata<EndpointDefinition>() is not null)
                .Select(route => new RouteEndpoint(Answering(route, application.Services), route.RoutePattern, route.Order, route.Metadata, route.DisplayName))));
    }

    /// <summary>Whether the route is for whoever watches the service, which may have a port of its own.</summary>
    public static bool IsOfOperations(Endpoint endpoint)
    {
        var type = endpoint.Metadata.GetMetadata<EndpointDefinition>()?.EndpointType;
        return type == typeof(GetLiveness) || type == typeof(GetReadiness) || type == typeof(GetMetrics);
    }

    private static RequestDelegate Answering(RouteEndpoint route, IServiceProvider root)
    {
        var type = route.Metadata.GetRequiredMetadata<EndpointDefinition>().EndpointType;
        if (type.IsAssignableTo(typeof(HotEndpoint)))
        {
            return ((HotEndpoint)ActivatorUtilities.CreateInstance(root, type)).AnswerAtOnceAsync;
        }

        // Everything here is a singleton, so no request needs a scope of its own, and none is made where this is set.
        var answer = route.RequestDelegate!;
        return http =>
        {
            http.RequestServices = root;
            return answer(http);
        };
    }

    /// <summary>Takes what FastEndpoints maps, before the service does.</summary>
    private sealed class MappedRoutes(IEndpointRouteBuilder outer) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => outer.ServiceProvider;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => outer.CreateApplicationBuilder();
    }
}
