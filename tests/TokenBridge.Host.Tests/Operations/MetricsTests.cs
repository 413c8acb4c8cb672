using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>Alone: OpenTelemetry finds meters by name, so it would count the exchanges of every service in the process.</summary>
[Collection(nameof(Alone))]
public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_are_in_prometheus_text_with_bounded_labels()
    {
        await using var bridge = await Bridge.StartAsync();
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("dave")).ShouldBeRefusalAsync(403, "AccessDenied", "no_rule_matches");
        await bridge.Audit.RecordAsync(2);

        using var response = await bridge.GetAsync("/metrics");
        var text = await response.Content.ReadAsStringAsync();

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        text.ShouldContain("# TYPE tokenbridge_exchanges_total counter");
        text.ShouldContain("tokenbridge_exchanges_total{outcome=\"granted\",reason=\"none\",route=\"container\"} 1");
        text.ShouldContain("tokenbridge_exchanges_total{outcome=\"refused\",reason=\"no_rule_matches\",route=\"container\"} 1");
        text.ShouldContain("tokenbridge_sts_duration_seconds_bucket{operation=\"AssumeRole\",outcome=\"assumed\",le=\"+Inf\"} 1");
        text.ShouldContain("tokenbridge_credential_cache_entries 1");
        text.ShouldNotContain("alice");
        text.ShouldNotContain("ds-vision");
    }
}
