namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>What OpenAPI says of one route. It hangs on the endpoint, so the document lists what is mapped and nothing else.</summary>
/// <param name="Tag">Groups routes.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record RouteDescription(string Tag, string Summary)
{
    /// <summary>Whether a Keycloak access token stands in <c>Authorization</c>.</summary>
    public bool TakesToken { get; init; }

    public IReadOnlyList<RouteParameter> Parameters { get; init; } = [];

    public IReadOnlyList<RouteExample> Bodies { get; init; } = [];

    public bool BodyIsOptional { get; init; }

    public IReadOnlyList<RouteAnswer> Answers { get; init; } = [];
}

/// <param name="Name">As it is written.</param>
/// <param name="In"><c>path</c> or <c>query</c>.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Values">All there are; none where any text goes.</param>
internal sealed record RouteParameter(string Name, string In, string Description, params IReadOnlyList<string> Values);

/// <param name="Status">HTTP's.</param>
/// <param name="When">One sentence.</param>
/// <param name="Bodies">One for each shape.</param>
internal sealed record RouteAnswer(int Status, string When, params IReadOnlyList<RouteExample> Bodies);

/// <summary>A body as it might be; where it is JSON, or a form written as JSON, its schema is read off it.</summary>
/// <param name="MediaType">Without parameters.</param>
/// <param name="Schema">The name of its schema; the first example of a name defines it, so that one holds every member.</param>
/// <param name="Text">The body.</param>
/// <param name="Optional">Members, at whatever depth, that may be left out.</param>
internal sealed record RouteExample(string MediaType, string Schema, string Text, params IReadOnlyList<string> Optional);
