using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

public sealed class ServiceLifetimeTests
{
    [Fact]
    public async Task A_service_that_is_told_to_stop_is_not_ready_at_once_and_still_answers_until_its_delay_is_over()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var bridge = await Bridge.StartAsync(clock: clock, settings: [("Operations:DrainDelay", "00:00:05"), .. LogLines.Everything]);
        using var log = new LogLines();
        bridge.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        var stopping = bridge.StopAsync();
        await log.NextAsync(line => line.Text.Contains(" stops", StringComparison.Ordinal));

        using (var answer = await bridge.GetAsync("/health/ready"))
        {
            ((int)answer.StatusCode).ShouldBe(503);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("\"stopping\":true");
        }

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        stopping.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(5));
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));

        await Should.ThrowAsync<HttpRequestException>(() => bridge.GetAsync("/health/ready"));
    }

    [Fact]
    public async Task A_signal_makes_it_not_ready_before_anything_else_happens()
    {
        await using var bridge = await Bridge.StartAsync();

        bridge.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var answer = await bridge.GetAsync("/health/ready");
        ((int)answer.StatusCode).ShouldBe(503);
    }
}
