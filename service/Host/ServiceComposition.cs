using Amazon.Runtime;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration.Memory;
using TokenBridge.Host.Audit;
using TokenBridge.Host.Audit.Records;
using TokenBridge.Host.Audit.Writing;
using TokenBridge.Host.Endpoints;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Operations;
using TokenBridge.Host.Operations.Callers;
using TokenBridge.Host.Operations.Limits;
using TokenBridge.Host.Operations.Telemetry;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Loopback;

namespace TokenBridge.Host;

/// <summary>The composition root: the only file that knows every part.</summary>
internal static class ServiceComposition
{
    /// <summary>Requests have no body worth speaking of.</summary>
    private const long MostBodyBytes = 64 * 1024;

    /// <summary>SDKs send them in one piece; whoever does not holds a connection that others may want.</summary>
    private static readonly TimeSpan HeadersLimit = TimeSpan.FromSeconds(10);

    /// <param name="sources">Where the configuration comes from.</param>
    /// <param name="audit">Where audit records go when the configuration names no file; owned by the application.</param>
    /// <param name="time">The clock.</param>
    /// <param name="identity">The service's own AWS identity for strategy AssumeRole; null takes the AWS SDK's default chain.</param>
    /// <returns>An application that can be started, or every fault of configuration, keys and rules.</returns>
    public static Result<WebApplication, IReadOnlyList<string>> Build(
        ConfigurationSources sources, Stream audit, TimeProvider time, AWSCredentials? identity = null)
    {
        var builder = CreateBuilder(sources);
        if (!SettingsReader.Read(builder.Configuration).TryGet(out var settings, out var faults))
        {
            return Result<WebApplication, IReadOnlyList<string>>.Failure([.. faults.Select(fault => fault.ToString())]);
        }

        if (!StartupParts.Open(settings, audit).TryGet(out var inputs, out var inputFaults))
        {
            return Result<WebApplication, IReadOnlyList<string>>.Failure(inputFaults);
        }

        builder.Services.AddSingleton(time);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestHeadersTotalSize = settings.TokenLimit.HeaderBytes);
        builder.ListenAlsoAt(settings.Operations.Addresses);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Operations.ShutdownLimit);
        builder.Services.AddTokens(settings.Issuers, settings.TokenLimit);
        builder.Services.AddRules(settings.Rules, inputs.Admission, inputs.Rules);
        builder.Services.AddSts(settings.Sts, settings.CredentialCache, inputs.WebIdentity, identity);
        builder.Services.AddExchange();
        builder.Services.AddEndpoints(isIssuer: inputs.WebIdentity is not null);
        builder.Services.AddAudit(settings.Audit, inputs.AuditSink, new StartRecord(
            time.GetUtcNow(),
            ServiceVersion.Text,
            SettingsHash.Of(builder.Configuration),
            RulesRecords.PartOf(inputs.Rules.Hash, inputs.RulesFiles)));
        builder.Services.AddHostedService<HangupSignal>();
        builder.Services.AddOperations(settings.RateLimits);
        var exports = TelemetryExports.Of(builder.Configuration);
        builder.Services.AddTelemetry(exports);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<RunningMetrics>();
        builder.Services.AddHostedService<MetricsFromStart>();
        builder.Services.AddHostedService<ServiceLifetime>();

        var application = builder.Build();
        UseGuards(application, settings);
        application.MapEndpoints();
        RecordChangesOfRules(application, time);
        foreach (var warning in settings.Warnings.Concat(PartitionWarnings.Of(inputs.Rules, settings.Sts)).Concat(exports.Warnings))
        {
            StartupLog.Warning(application.Logger, warning);
        }

        return application;
    }

    private static void RecordChangesOfRules(WebApplication application, TimeProvider time)
    {
        var audit = application.Services.GetRequiredService<AuditLog>();
        application.Services.GetRequiredService<RuleSetReload>().Changed = change => _ = audit.WriteAsync(RulesRecords.Of(change, time.GetUtcNow())).AsTask();
    }

    /// <summary>The configuration as <see cref="Build"/> sees it.</summary>
    /// <exception cref="InvalidDataException">A file is no JSON.</exception>
    public static IConfiguration Configure(ConfigurationSources sources) => CreateBuilder(sources).Configuration;

    private static WebApplicationBuilder CreateBuilder(ConfigurationSources sources)
    {
        // Always Production: the developer exception page would print request headers, and with them tokens.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        sources.AddTo(builder.Configuration);

        builder.AddConsoleLog();

        // ASPNETCORE_FORWARDEDHEADERS_ENABLED would believe X-Forwarded-For of anybody; only TrustedProxies decides that.
        builder.Services.PostConfigure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.None);

        // AnsweredHosts decides; ASP.NET's own filter would answer with a page.
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);

        // Written here, a port variable of a container image cannot open the service to the network.
        builder.WebHost.UseUrls(builder.Configuration["Urls"] is { Length: > 0 } urls ? urls : DefaultAddress.Url);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = ConnectionLimit.OfProcess();
            kestrel.Limits.RequestHeadersTimeout = HeadersLimit;
        });
        return builder;
    }

    private static Dictionary<string, string?> Defaults => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:FastEndpoints"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",

        // A port that is taken is one line of the command's, not a stack trace beside it; what ends a running service stays.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

    private static void UseGuards(WebApplication application, TokenBridgeSettings settings)
    {
        application.UseMiddlewareForFailures();
        application.UseQuietDepartures();
        application.UseAnsweredHosts(settings.AllowedHosts, static http => RefusalAnswer.WriteAsync(http, Refusals.Host));
        application.UseRefusalsForUnknownRoutes();
        application.UseOperationsPort(settings.Operations.Addresses, EndpointsRegistration.IsOfOperations);
        application.UseCallerAddress(settings.TrustedProxies);
    }
}
