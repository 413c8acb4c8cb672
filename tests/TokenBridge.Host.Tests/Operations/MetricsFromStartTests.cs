using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Host.Endpoints.Metrics;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>What a scrape shows before the first request: <c>increase()</c> sees no series that first appears as 1.</summary>
public sealed class MetricsFromStartTests(ReadyBridge ready) : SharedBridgeTest(ready), IClassFixture<ReadyBridge>
{
    [Fact]
    public async Task Every_outcome_and_reason_that_can_happen_is_there_at_0()
    {
        var samples = await ScrapeAsync();

        foreach (var route in ExchangeOutcomes.Routes)
        {
            samples.ShouldContainKeyAndValue($"tokenbridge_exchanges_total{{outcome=\"granted\",reason=\"none\",route=\"{route}\"}}", 0);
            foreach (var reason in ExchangeOutcomes.Reasons)
            {
                samples.ShouldContainKeyAndValue($"tokenbridge_exchanges_total{{outcome=\"refused\",reason=\"{reason}\",route=\"{route}\"}}", 0);
            }
        }

        foreach (var rejection in Enum.GetValues<TokenRejection>())
        {
            samples.Keys.ShouldContain(sample =>
                sample.StartsWith("tokenbridge_token_validations_total{", StringComparison.Ordinal) && sample.Contains($"reason=\"{rejection.ToReason()}\"", StringComparison.Ordinal));
        }

        foreach (var denial in Enum.GetValues<DenialReason>())
        {
            samples.ShouldContainKeyAndValue($"tokenbridge_rules_decisions_total{{issuer=\"research\",reason=\"{denial.ToReason()}\"}}", 0);
        }

        foreach (var outcome in Enum.GetValues<StsFailure>().Select(failure => failure.ToReason()).Append("assumed"))
        {
            samples.ShouldContainKeyAndValue($"tokenbridge_sts_calls_total{{operation=\"AssumeRole\",outcome=\"{outcome}\"}}", 0);
        }

        foreach (var sample in new[]
        {
            "tokenbridge_jwks_refreshes_total{issuer=\"research\",outcome=\"failed\"}",
            "tokenbridge_rules_reloads_total{outcome=\"refused\"}",
            "tokenbridge_credential_cache_lookups_total{result=\"stale\"}",
        })
        {
            samples.ShouldContainKeyAndValue(sample, 0);
        }
    }

    [Fact]
    public async Task What_runs_here_and_whether_it_is_ready_are_there()
    {
        var samples = await ScrapeAsync();
        var hash = (await Bridge.GetAsync("/health/ready").JsonAsync()).GetProperty("rules_hash").GetString();

        samples["tokenbridge_ready"].ShouldBe(1);
        samples.ShouldContainKeyAndValue($"tokenbridge_build_info{{version=\"{ServiceVersion.Text}\"}}", 1);
        samples.ShouldContainKeyAndValue($"tokenbridge_rules_info{{hash=\"{hash}\"}}", 1);
        samples["process_resident_memory_bytes"].ShouldBeGreaterThan(1e6);
        samples["process_start_time_seconds"].ShouldBeInRange(1.7e9, 1e10);
        samples["process_cpu_seconds_total"].ShouldBeGreaterThan(0);
        samples["process_open_fds"].ShouldBeGreaterThan(0);
        samples["process_max_fds"].ShouldBeGreaterThanOrEqualTo(samples["process_open_fds"]);
    }

    [Fact]
    public async Task Rules_that_were_in_force_before_are_shown_as_such()
    {
        await using var bridge = await TokenBridge.Testing.Bridge.StartAsync();
        var before = bridge.Services.GetRequiredService<ActiveRuleSet>().Current.Hash;
        await bridge.Client.GetStringAsync("/metrics");
        await File.AppendAllTextAsync(bridge.Settings["TokenBridge:Rules:Path"]!, "\n# another word\n");
        var reload = bridge.Services.GetRequiredService<RuleSetReload>();
        reload.Look();
        reload.Look();

        var samples = PrometheusScrape.Of(await bridge.Client.GetStringAsync("/metrics")).Samples;

        var now = bridge.Services.GetRequiredService<ActiveRuleSet>().Current.Hash;
        now.ShouldNotBe(before);
        samples[$"tokenbridge_rules_info{{hash=\"{before}\"}}"].ShouldBe(0);
        samples[$"tokenbridge_rules_info{{hash=\"{now}\"}}"].ShouldBe(1);
    }

    [Fact]
    public async Task A_bound_of_a_bucket_is_written_as_every_other_exporter_writes_it()
    {
        await Bridge.GetAsync("/v1/credentials", "bad").ShouldBeRefusalAsync(401, "InvalidIdentityToken", "malformed_token");

        var page = await Bridge.Client.GetStringAsync("/metrics");

        page.ShouldContain(",le=\"5e-05\"}", Case.Sensitive);
        page.ShouldNotContain("E-05\"", Case.Sensitive);
    }

    [Theory]
    [InlineData("x_bucket{a=\"1\",le=\"5E-05\"} 1", "x_bucket{a=\"1\",le=\"5e-05\"} 1")]
    [InlineData("x_bucket{le=\"1E+16\"} 1", "x_bucket{le=\"1e+16\"} 1")]
    [InlineData("x_bucket{le=\"+Inf\"} 1", "x_bucket{le=\"+Inf\"} 1")]
    [InlineData("x{role=\"5E-05\"} 1", "x{role=\"5E-05\"} 1")]
    [InlineData("x{a=\"5E-05\"} 5E-05", "x{a=\"5E-05\"} 5E-05")]
    [InlineData("x{le=\"EU\"} 1", "x{le=\"EU\"} 1")]
    [InlineData("x{le=\"5E-05", "x{le=\"5E-05")]
    [InlineData("", "")]
    public void Nothing_but_the_exponent_of_a_bound_changes(string page, string written)
    {
        var bytes = Encoding.UTF8.GetBytes(page);

        BucketBounds.Lower(bytes);

        Encoding.UTF8.GetString(bytes).ShouldBe(written);
    }

    [Fact]
    public async Task The_page_of_operations_lists_every_metric_of_ours()
    {
        var page = await File.ReadAllTextAsync(RepositoryFile("docs", "operations.md"));
        var scrape = PrometheusScrape.Of(await Bridge.Client.GetStringAsync("/metrics"));

        var ours = scrape.Families.Keys.Where(family =>
            family.StartsWith("tokenbridge_", StringComparison.Ordinal) || family.StartsWith("process_", StringComparison.Ordinal)).ToList();

        ours.Count.ShouldBeGreaterThan(15);
        ours.Where(family => !page.Contains($"`{family}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string RepositoryFile(params string[] names)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TokenBridge.sln")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return Path.Combine([folder.FullName, .. names]);
    }

    private async Task<Dictionary<string, double>> ScrapeAsync()
    {
        await using var fresh = await TokenBridge.Testing.Bridge.StartAsync();
        return new(PrometheusScrape.Of(await fresh.Client.GetStringAsync("/metrics")).Samples, StringComparer.Ordinal);
    }
}
