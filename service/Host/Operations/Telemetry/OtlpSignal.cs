using System.Globalization;
using OpenTelemetry.Exporter;

namespace TokenBridge.Host.Operations.Telemetry;

/// <summary>
/// Whether one signal goes out by OTLP, and where: by OpenTelemetry's own variables. Those for both signals
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, …) are read by the exporter itself; those of one signal by nobody but this.
/// </summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/protocol/exporter/. Empty is unset.</remarks>
internal sealed class OtlpSignal
{
    private const string Common = "OTEL_EXPORTER_OTLP_";

    private const string Binary = "http/protobuf";
    private const string Grpc = "grpc";

    private readonly IConfiguration _configuration;
    private readonly string _name;

    /// <param name="configuration">The environment and what overrides it.</param>
    /// <param name="name"><c>TRACES</c> or <c>METRICS</c>, as the variables have it.</param>
    /// <param name="known">What <c>OTEL_…_EXPORTER</c> may say besides <c>otlp</c> and <c>none</c>.</param>
    public OtlpSignal(IConfiguration configuration, string name, params IReadOnlyList<string> known)
    {
        (_configuration, _name) = (configuration, name);
        var exporter = $"OTEL_{name}_EXPORTER";
        var chosen = configuration[exporter]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var unknown = chosen.Where(one => one is not "otlp" and not "none" && !known.Contains(one, StringComparer.Ordinal)).ToList();
        var endpoints = new[] { Own("ENDPOINT"), $"{Common}ENDPOINT" }.Where(IsSet).ToList();
        var faulty = endpoints.Where(key => !TryEndpoint(key, out _)).ToList();
        var protocols = new[] { Own("PROTOCOL"), $"{Common}PROTOCOL" }.Where(key => IsSet(key) && configuration[key] is not Binary and not Grpc);
        Warnings =
        [
            .. unknown.Select(one => $"{exporter} names {one}, which does not exist here: take otlp or none"),
            .. faulty.Select(key => $"{key} is no http or https URL: no {name.ToLowerInvariant()} are sent by OTLP"),
            .. protocols.Select(key => $"{key} is neither {Binary} nor {Grpc}: {Grpc} is used"),
        ];
        IsExported = faulty.Count == 0 && (chosen.Length > 0 ? chosen.Contains("otlp", StringComparer.Ordinal) : endpoints.Count > 0);
    }

    /// <summary>OpenTelemetry's default would be to send to localhost; here nothing is sent unless somebody says so.</summary>
    public bool IsExported { get; }

    /// <summary>What was said and means nothing here.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Puts this signal's own variables over the common ones.</summary>
    public void Apply(OtlpExporterOptions options)
    {
        // Said of one signal, the URL is taken as it is; to the common one the exporter adds /v1/traces and /v1/metrics.
        if (TryEndpoint(Own("ENDPOINT"), out var endpoint))
        {
            options.Endpoint = endpoint;
        }

        // The member for gRPC is marked obsolete, for other platforms' sake; it is the default of the enum.
        options.Protocol = _configuration[Own("PROTOCOL")] switch
        {
            Binary => OtlpExportProtocol.HttpProtobuf,
            Grpc => default,
            _ => options.Protocol,
        };
        options.Compression = _configuration[Own("COMPRESSION")] switch
        {
            "gzip" => OtlpExportCompression.GZip,
            "none" => OtlpExportCompression.None,
            _ => options.Compression,
        };
        if (IsSet(Own("HEADERS")))
        {
            options.Headers = _configuration[Own("HEADERS")];
        }

        if (int.TryParse(_configuration[Own("TIMEOUT")], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            options.TimeoutMilliseconds = milliseconds;
        }
    }

    private string Own(string what) => $"{Common}{_name}_{what}";

    private bool IsSet(string key) => !string.IsNullOrWhiteSpace(_configuration[key]);

    private bool TryEndpoint(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? endpoint) =>
        Uri.TryCreate(_configuration[key]?.Trim(), UriKind.Absolute, out endpoint)
        && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps);
}
