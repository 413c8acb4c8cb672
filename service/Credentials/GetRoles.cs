using System.Text.Json;
using TokenBridge.Mapping;

namespace TokenBridge.Credentials;

/// <summary><c>GET /v1/roles</c>: what the caller may have, and what was refused and why. Issues nothing.</summary>
internal static class GetRoles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapGet("/v1/roles", http => HandleAsync(http, services)).WithName("GetRoles");
    }

    private static async Task HandleAsync(HttpContext http, IServiceProvider services)
    {
        var (token, fault) = BearerToken.Read(http.Request.Headers.Authorization);
        var request = new ExchangeRequest { Route = "roles", Token = token, Fault = fault, Source = http.Connection.RemoteIpAddress };
        var deadline = services.GetRequiredService<ExchangeDeadline>().Next();
        var (caller, refusal, _) = await services.GetRequiredService<CallerAdmission>().AdmitAsync(request, deadline);
        if (caller is null || refusal is not null)
        {
            await RefusalAnswer.WriteAsync(http.Response, refusal!, services.GetRequiredService<DecisionId>().Next());
            return;
        }

        var context = new RequestContext(request.Source, services.GetRequiredService<TimeProvider>().GetUtcNow());
        var rules = services.GetRequiredService<ActiveRuleSet>().Current;
        await JsonAnswer.WriteAsync(http.Response, (caller, rules, evaluation: rules.Evaluate(caller, context)), static (json, state) =>
        {
            json.WriteString("issuer"u8, state.caller.IssuerId);
            json.WriteString("subject"u8, state.caller.Subject);
            json.WriteString("rules_hash"u8, state.rules.Hash);
            Write(json, state.evaluation);
        });
    }

    private static void Write(Utf8JsonWriter json, RuleSetEvaluation evaluation)
    {
        json.WriteStartArray("roles"u8);
        foreach (var grant in evaluation.Eligible)
        {
            Write(json, grant);
        }

        json.WriteEndArray();
        json.WriteStartArray("refused"u8);
        foreach (var refused in evaluation.Refused)
        {
            json.WriteStartObject();
            if (refused.Name is { } name)
            {
                json.WriteString("name"u8, name);
            }

            json.WriteString("rule"u8, refused.RuleId);
            json.WriteString("reason"u8, refused.Reason.ToReason());
            json.WriteString("message"u8, refused.Message);
            if (refused.StepUp is { } stepUp)
            {
                StepUpJson.Write(json, stepUp);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Grant grant)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, grant.Name);
        json.WriteString("role"u8, grant.Role.Value);
        json.WriteString("rule"u8, grant.RuleId);
        json.WriteString("session_name"u8, grant.SessionName);
        if (grant.SourceIdentity is { } sourceIdentity)
        {
            json.WriteString("source_identity"u8, sourceIdentity);
        }

        json.WriteNumber("duration_seconds"u8, (long)grant.Duration.TotalSeconds);
        json.WriteStartObject("tags"u8);
        foreach (var tag in grant.Tags)
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
        json.WriteStartArray("transitive_tags"u8);
        foreach (var key in grant.TransitiveTagKeys)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
