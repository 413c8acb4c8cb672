using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Health;

/// <summary><c>GET /health/live</c>: the process answers.</summary>
internal sealed class GetLiveness : WireEndpoint
{
    protected override WireRoute Route => WireRoute.Get("/health/live", "GetLiveness", "operations");

    protected override Task AnswerAsync(HttpContext http) => http.Response.WriteAsJsonAsync(new Liveness("live"), WireJson.Default.Liveness);
}
