using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Sts;
using TokenBridge.Rules;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Endpoints.Explain;

/// <summary><c>POST /v1/explain</c>: why the rules say what they say of the caller's own token. Issues nothing.</summary>
internal static class PostExplain
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/explain", HandleAsync).WithName("PostExplain").WithMetadata(PostExplainDescription.Description);

    private static async Task HandleAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var time = services.GetRequiredService<TimeProvider>();
        var request = await ReadAsync(http.Request);
        using var deadline = new CancellationTokenSource(services.GetRequiredService<StsOptions>().Deadline, time);
        await (await services.GetRequiredService<CallerAdmission>().AdmitAsync(request, deadline.Token)).Match(
            admitted => AnswerAsync(http, request, admitted.Token.Caller, deadline.Token),
            refused => RefusalAnswer.WriteAsync(http, refused.Refusal));
    }

    private static async Task AnswerAsync(HttpContext http, ExchangeRequest request, CallerIdentity caller, CancellationToken deadline)
    {
        var services = http.RequestServices;
        var time = services.GetRequiredService<TimeProvider>();

        var gate = services.GetRequiredService<ExplanationGate>();
        if (!await gate.EnterAsync(deadline))
        {
            await RefusalAnswer.WriteAsync(http, Refusals.Unexplained);
            return;
        }

        await Answer(http.Response, gate, services.GetRequiredService<ActiveRuleSet>().Current, caller, new RequestContext(request.Source, time.GetUtcNow()), request.Role);
    }

    /// <summary>Gives the place back as soon as the answer is written, not when a slow reader has taken it.</summary>
    private static Task Answer(HttpResponse response, ExplanationGate gate, RuleSet rules, CallerIdentity caller, RequestContext context, string? role)
    {
        try
        {
            return JsonAnswer.WriteAsync(response, Explanation.OfOwn(rules, caller, context, role), ExplanationJson.Write);
        }
        finally
        {
            gate.Leave();
        }
    }

    private static async ValueTask<ExchangeRequest> ReadAsync(HttpRequest request)
    {
        var (token, tokenFault) = AuthorizationHeader.Read(request.Headers.Authorization);
        var (asked, queryFault) = RequestedRole.Read(request);
        var (named, bodyFault) = await ExplainBody.ReadAsync(request);
        var role = asked ?? named;
        return new ExchangeRequest
        {
            Route = "explain",
            Token = token,
            Role = role,
            Fault = tokenFault ?? queryFault ?? bodyFault ?? Check(asked, named) ?? CheckOne(role) ?? RequestedRole.CheckNoToken(named),
            Source = request.HttpContext.Connection.RemoteIpAddress,
        };
    }

    private static Refusal? Check(string? asked, string? named) =>
        asked is not null && named is not null && asked != named
            ? Refusals.Request("The parameter and the body name different roles; name one.")
            : null;

    /// <summary>A star would list rules by the dozen that have nothing to do with the caller.</summary>
    private static Refusal? CheckOne(string? role) =>
        role?.Contains('*', StringComparison.Ordinal) == true ? Refusals.Request("The role has a star in it; name one role.") : null;
}
