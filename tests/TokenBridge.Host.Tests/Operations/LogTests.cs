using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

public sealed class LogTests
{
    [Fact]
    public async Task Lines_have_the_time_in_utc_and_are_one_line()
    {
        await using var bridge = await Bridge.StartAsync();

        bridge.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName.ShouldBe("simple");
        var simple = bridge.Services.GetRequiredService<IOptions<SimpleConsoleFormatterOptions>>().Value;
        (simple.SingleLine, simple.UseUtcTimestamp).ShouldBe((true, true));
        DateTimeOffset.UnixEpoch.ToString(simple.TimestampFormat, System.Globalization.CultureInfo.InvariantCulture).ShouldBe("1970-01-01T00:00:00.000Z ");
        bridge.Services.GetRequiredService<IOptions<JsonConsoleFormatterOptions>>().Value.TimestampFormat.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_configuration_chooses_the_formatter_and_its_options()
    {
        await using var bridge = await Bridge.StartAsync(settings:
        [
            ("Logging:Console:FormatterName", "json"),
            ("Logging:Console:FormatterOptions:TimestampFormat", "HH:mm"),
            ("Logging:Console:FormatterOptions:SingleLine", "false"),
        ]);

        bridge.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName.ShouldBe("json");
        bridge.Services.GetRequiredService<IOptions<JsonConsoleFormatterOptions>>().Value.TimestampFormat.ShouldBe("HH:mm");
        bridge.Services.GetRequiredService<IOptions<SimpleConsoleFormatterOptions>>().Value.SingleLine.ShouldBeFalse();
    }

    [Fact]
    public async Task Keycloak_that_begins_and_ceases_to_fail_is_one_warning_each()
    {
        await using var bridge = await Bridge.StartAsync(settings: LogLines.Everything);
        using var log = Listen(bridge);
        bridge.Realm.IsDown = true;
        for (var time = 0; time < 5; time++)
        {
            await bridge.RefreshKeysAsync();
        }

        bridge.Realm.IsDown = false;
        await bridge.RefreshKeysAsync();
        await bridge.RefreshKeysAsync();

        var warnings = log.All.Where(line => line.Level == LogLevel.Warning && line.Category == typeof(IssuerKeyRing).FullName).Select(line => line.Text).ToList();
        warnings.Count(text => text.Contains("keys not read", StringComparison.Ordinal)).ShouldBe(1);
        warnings.Count(text => text.Contains("keys are read again", StringComparison.Ordinal)).ShouldBe(1);
        warnings.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Sts_that_begins_and_ceases_to_fail_is_one_warning_each()
    {
        await using var bridge = await Bridge.StartAsync(settings: LogLines.Everything);
        using var log = Listen(bridge);
        bridge.Sts.Disturbances.OmitsExpiration = true;
        for (var time = 0; time < 3; time++)
        {
            await bridge.GetAsync("/v1/credentials/ds-vision", bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "sts_unexpected_answer");
        }

        bridge.Sts.Disturbances.OmitsExpiration = false;
        await bridge.GetAsync("/v1/credentials/ds-vision", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        var warnings = log.All.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text).ToList();
        warnings.Count.ShouldBe(2, string.Join('\n', warnings));
        warnings[0].ShouldStartWith("STS in eu-central-1 begins to fail for strategy AssumeRole: sts_unexpected_answer: ");
        warnings[1].ShouldStartWith("STS in eu-central-1 does what strategy AssumeRole asks again");
    }

    private static LogLines Listen(Bridge bridge)
    {
        var log = new LogLines();
        bridge.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        return log;
    }
}
