using FastEndpoints;

namespace TokenBridge.Host.Endpoints.OpenApi;

/// <summary>
/// What OpenAPI says of one route: the texts are FastEndpoints' own, the bodies stand here, because one status may have several shapes.
/// </summary>
internal abstract class WireSummary<TEndpoint> : Summary<TEndpoint>, IWireSummary
    where TEndpoint : WireEndpoint
{
    private readonly List<WireParameter> _parameters = [];
    private readonly List<WireBody> _requests = [];
    private readonly List<(int Status, WireBody Body)> _answers = [];

    public bool TakesToken { get; protected init; }

    public bool RequestIsOptional { get; protected init; }

    IReadOnlyList<WireParameter> IWireSummary.Parameters => _parameters;

    IReadOnlyList<WireBody> IWireSummary.Requests => _requests;

    IReadOnlyList<(int Status, WireBody Body)> IWireSummary.Answers => _answers;

    /// <param name="name">As it is written; in the path where the route has it, in the query else.</param>
    /// <param name="text">One sentence.</param>
    /// <param name="values">All there are; none where any text goes.</param>
    protected void Parameter(string name, string text, params string[] values)
    {
        Params[name] = text;
        _parameters.Add(new WireParameter(name, values));
    }

    protected void Request(WireBody body) => _requests.Add(body);

    /// <param name="status">HTTP's.</param>
    /// <param name="when">One sentence.</param>
    /// <param name="bodies">One for each shape.</param>
    protected void Answer(int status, string when, params WireBody[] bodies)
    {
        Responses[status] = when;
        _answers.AddRange(bodies.Select(body => (status, body)));
    }

    /// <summary>What every route with a token may refuse.</summary>
    protected void AnswerRefusals()
    {
        Answer(400, "The request is wrong, or several roles fit and none is named.", RefusalExamples.Request);
        Answer(401, "No token, one that is not accepted, or a login that is too weak or too old.", RefusalExamples.Token);
        Answer(403, "The rules or AWS refuse.", RefusalExamples.Denied);
        Answer(429, "Too many requests; Retry-After says when to ask again.", RefusalExamples.Throttled);
        Answer(503, "It may work later; Retry-After says when.", RefusalExamples.Later);
    }
}

/// <summary>What <see cref="WireSummary{TEndpoint}"/> adds to FastEndpoints' summary.</summary>
internal interface IWireSummary
{
    /// <summary>Whether a Keycloak access token stands in <c>Authorization</c>.</summary>
    public bool TakesToken { get; }

    /// <summary>Whether the request may have no body.</summary>
    public bool RequestIsOptional { get; }

    public IReadOnlyList<WireParameter> Parameters { get; }

    public IReadOnlyList<WireBody> Requests { get; }

    public IReadOnlyList<(int Status, WireBody Body)> Answers { get; }
}

/// <param name="Name">As it is written.</param>
/// <param name="Values">All there are; none where any text goes.</param>
internal sealed record WireParameter(string Name, IReadOnlyList<string> Values);
