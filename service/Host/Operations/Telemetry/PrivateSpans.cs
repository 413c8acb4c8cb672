using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace TokenBridge.Host.Operations.Telemetry;

/// <summary>
/// What a span of a request may say: how it was routed and how it ended. Path, query, host and user agent are a caller's own words, and with
/// them go role names and whatever was put there by mistake.
/// </summary>
internal sealed class PrivateSpans : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Told = new[]
    {
        "http.request.method", "http.route", "http.response.status_code", "url.scheme", "network.protocol.version", "error.type",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void OnEnd(Activity data)
    {
        // Whoever sent traceparent may have written anything beside it; empty, because null would show the parent's.
        data.TraceStateString = "";
        if (data.Kind != ActivityKind.Server)
        {
            return;
        }

        foreach (var (key, _) in data.TagObjects.ToList())
        {
            if (!Told.Contains(key))
            {
                data.SetTag(key, null);
            }
        }
    }
}
