using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

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
        PrometheusScrape.Of(text).Samples["tokenbridge_credential_cache_entries"].ShouldBe(1);
        text.ShouldNotContain("alice");
        text.ShouldNotContain("ds-vision");
    }

    [Fact]
    public async Task A_scrape_holds_every_family_of_ours_and_those_of_server_client_and_runtime()
    {
        await using var bridge = await Bridge.StartAsync();
        await bridge.GetAsync("/v1/credentials/ds-vision", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("dave")).ShouldBeRefusalAsync(403, "AccessDenied", "no_rule_matches");

        var scrape = PrometheusScrape.Of(await bridge.Client.GetStringAsync("/metrics"));

        scrape.Families.Where(family => family.Key.StartsWith("tokenbridge_", StringComparison.Ordinal)).Select(family => $"{family.Key} {family.Value}").Order(StringComparer.Ordinal).ShouldBe(
        [
            "tokenbridge_build_info gauge",
            "tokenbridge_credential_cache_entries gauge",
            "tokenbridge_credential_cache_lookups_total counter",
            "tokenbridge_exchange_duration_seconds histogram",
            "tokenbridge_exchanges_total counter",
            "tokenbridge_jwks_last_success_seconds gauge",
            "tokenbridge_jwks_refreshes_total counter",
            "tokenbridge_ready gauge",
            "tokenbridge_rules_decisions_total counter",
            "tokenbridge_rules_duration_seconds histogram",
            "tokenbridge_rules_info gauge",
            "tokenbridge_rules_reloads_total counter",
            "tokenbridge_sts_calls_total counter",
            "tokenbridge_sts_duration_seconds histogram",
            "tokenbridge_token_validation_duration_seconds histogram",
            "tokenbridge_token_validations_total counter",
        ]);
        foreach (var family in new[] { "target_info", "http_server_request_duration_seconds", "http_client_request_duration_seconds", "dotnet_gc_collections_total", "resilience_polly_strategy_events_total" })
        {
            scrape.Families.Keys.ShouldContain(family);
        }

        scrape.Families.Where(family => family.Key.EndsWith("_count", StringComparison.Ordinal) || family.Key.Contains("millisecond", StringComparison.Ordinal)).ShouldBeEmpty();
        scrape.Samples.Keys.ShouldContain(sample => sample.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal) && sample.Contains("http_route=\"/v1/credentials", StringComparison.Ordinal));
        scrape.Samples.Keys.Where(sample => sample.Contains("ds-vision", StringComparison.Ordinal) || sample.Contains("111122223333", StringComparison.Ordinal) || sample.Contains("peer_address", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_services_in_one_process_each_count_their_own()
    {
        await using var first = await Bridge.StartAsync();
        await using var second = await Bridge.StartAsync();
        await first.GetAsync("/v1/credentials", first.TokenOf("alice")).ShouldBeCredentialsAsync();
        await first.GetAsync("/v1/credentials", first.TokenOf("alice")).ShouldBeCredentialsAsync();
        await second.GetAsync("/v1/credentials", second.TokenOf("alice")).ShouldBeCredentialsAsync();

        const string Granted = "tokenbridge_exchanges_total{outcome=\"granted\",reason=\"none\",route=\"container\"}";
        PrometheusScrape.Of(await first.Client.GetStringAsync("/metrics")).Samples[Granted].ShouldBe(2);
        PrometheusScrape.Of(await second.Client.GetStringAsync("/metrics")).Samples[Granted].ShouldBe(1);
    }

    [Fact]
    public async Task Only_GET_scrapes_and_only_by_a_loopback_name()
    {
        await using var bridge = await Bridge.StartAsync();
        await bridge.Client.PostAsync("/metrics", null).ShouldBeRefusalAsync(405, "MethodNotAllowed", "method_not_allowed");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Host = "evil.example";

        await bridge.Client.SendAsync(request).ShouldBeRefusalAsync(400, "ValidationError", "invalid_request");
    }

    [Fact]
    public async Task A_scraper_that_prefers_open_metrics_gets_it()
    {
        await using var bridge = await Bridge.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", "application/openmetrics-text; version=1.0.0");

        using var response = await bridge.Client.SendAsync(request);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/openmetrics-text");
        (await response.Content.ReadAsStringAsync()).ShouldEndWith("# EOF\n");
    }
}
