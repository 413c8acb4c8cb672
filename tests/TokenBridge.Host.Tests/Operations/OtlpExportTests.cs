using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TokenBridge.Host.Operations.Telemetry;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>OpenTelemetry's own variables, each as it is seen by a collector. Alone: spans belong to the whole process.</summary>
[Collection(nameof(Alone))]
public sealed class OtlpExportTests : IAsyncLifetime
{
    private FakeCollector _collector = null!;

    public async Task InitializeAsync() => _collector = await FakeCollector.StartAsync();

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<>", "/v1/metrics", "/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<>/base", "/base/v1/metrics", "/base/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=<>/t", "/t")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=<>/m", "/m")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=<>/t OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=<>/m", "/m", "/t")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=<>/t", "/t", "/v1/metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=<>/m", "/m", "/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_TRACES_EXPORTER=none", "/v1/metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_METRICS_EXPORTER=none", "/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_METRICS_EXPORTER=prometheus", "/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_METRICS_EXPORTER=prometheus,otlp OTEL_TRACES_EXPORTER=otlp", "/v1/metrics", "/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_TRACES_EXPORTER=none OTEL_METRICS_EXPORTER=none")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=<>/t OTEL_TRACES_EXPORTER=none")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_SDK_DISABLED=true")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=nonsense", "/v1/metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_TRACES_EXPORTER=zipkin", "/v1/metrics")]
    public async Task Each_signal_goes_where_its_variables_say(string variables, params string[] paths)
    {
        await RunAsync(Read(variables + " OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"));

        _collector.Paths.ShouldBe(paths);
        foreach (var path in paths)
        {
            _collector.TextAt(path).ShouldContain(path.Contains('t', StringComparison.Ordinal) && !path.EndsWith("metrics", StringComparison.Ordinal) ? "evaluate rules" : "tokenbridge.exchanges");
        }
    }

    [Fact]
    public async Task A_signal_has_headers_and_a_protocol_of_its_own()
    {
        await RunAsync(Read(
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=<>/t OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf OTEL_EXPORTER_OTLP_TRACES_HEADERS=authorization=one",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=<>/m OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf OTEL_EXPORTER_OTLP_METRICS_TIMEOUT=9000"));

        _collector.Authorizations("/t").ShouldBe(["one"]);
        _collector.Authorizations("/m").ShouldBe([null]);
    }

    [Theory]
    [InlineData("", "tokenbridge")]
    [InlineData(" OTEL_SERVICE_NAME=bridge-of-ml", "bridge-of-ml")]
    [InlineData(" OTEL_RESOURCE_ATTRIBUTES=service.name=bridge-by-attribute", "bridge-by-attribute")]
    public async Task The_service_is_called_what_it_is_told(string variable, string name)
    {
        await RunAsync(Read("OTEL_EXPORTER_OTLP_ENDPOINT=<> OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf" + variable));

        foreach (var path in _collector.Paths.ToList())
        {
            var text = _collector.TextAt(path);
            text[(text.IndexOf("service.name", StringComparison.Ordinal) + "service.name".Length)..][..(name.Length + 4)].ShouldContain(name);
        }
    }

    [Fact]
    public async Task A_service_whose_SDK_is_disabled_serves_and_has_nothing_to_scrape()
    {
        await using var bridge = await Bridge.StartAsync(settings: ("OTEL_SDK_DISABLED", "true"));
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        (await bridge.Client.GetStringAsync("/metrics")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER=zipkin", false, "OTEL_TRACES_EXPORTER names zipkin, which does not exist here: take otlp or none")]
    [InlineData("OTEL_TRACES_EXPORTER=otlp", true)]
    [InlineData("OTEL_TRACES_EXPORTER=none,otlp", true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=collector:4318", false, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is no http or https URL: no traces are sent by OTLP")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://a OTEL_EXPORTER_OTLP_PROTOCOL=http/json", true, "OTEL_EXPORTER_OTLP_PROTOCOL is neither http/protobuf nor grpc: grpc is used")]
    public void What_means_nothing_here_is_said(string variables, bool isExported, params string[] warnings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Read(variables).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)).Build();

        var exports = TelemetryExports.Of(configuration);

        exports.Traces.IsExported.ShouldBe(isExported);
        exports.Warnings.ShouldBe(warnings);
    }

    /// <summary>One exchange, and whatever is told of it until the service has stopped.</summary>
    private static async Task RunAsync((string Key, string? Value)[] variables)
    {
        await using var bridge = await Bridge.StartAsync(settings: variables);
        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        await bridge.StopAsync();
        bridge.Services.GetRequiredService<MeterProvider>().ForceFlush();
        bridge.Services.GetService<TracerProvider>()?.ForceFlush();
    }

    private (string Key, string? Value)[] Read(params string[] lines) =>
    [
        .. lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(variable => variable.Split('=', 2))
            .Select(pair => (pair[0], (string?)pair[1].Replace("<>", _collector.Address, StringComparison.Ordinal))),
    ];
}
