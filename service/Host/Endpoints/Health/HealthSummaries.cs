using TokenBridge.Host.Endpoints.OpenApi;
using TokenBridge.Protocol.Documents;

namespace TokenBridge.Host.Endpoints.Health;

internal sealed class GetLivenessSummary : WireSummary<GetLiveness>
{
    public GetLivenessSummary()
    {
        Summary = "The process answers.";
        Answer(200, "Always.", WireBody.Json(new Liveness("live")));
    }
}

internal sealed class GetReadinessSummary : WireSummary<GetReadiness>
{
    private static readonly DateTimeOffset Read = new(2026, 11, 21, 18, 30, 0, TimeSpan.Zero);

    public GetReadinessSummary()
    {
        Summary = "Whether credentials can be had.";
        Answer(200, "They can.", Example("ready"));
        Answer(503, "Not yet, or not now: status is not_ready.", Example("not_ready"));
    }

    private static WireBody Example(string status) =>
        WireBody.Json(new Readiness(status, "9f86…", "…", Audit: true, "…", [new IssuerReadiness("research", Keys: true, Required: true, Read, "…")], ["research"], Stopping: true));
}
