namespace TokenBridge.Host.Operations.Telemetry;

/// <summary>Where metrics and traces go besides <c>/metrics</c>.</summary>
/// <param name="Metrics">Pushed; <c>prometheus</c> is what happens in any case.</param>
/// <param name="Traces">Where they are not exported, none are made.</param>
internal sealed record TelemetryExports(OtlpSignal Metrics, OtlpSignal Traces)
{
    public IEnumerable<string> Warnings => Metrics.Warnings.Concat(Traces.Warnings).Distinct(StringComparer.Ordinal);

    public static TelemetryExports Of(IConfiguration configuration) =>
        new(new OtlpSignal(configuration, "METRICS", "prometheus"), new OtlpSignal(configuration, "TRACES"));
}
