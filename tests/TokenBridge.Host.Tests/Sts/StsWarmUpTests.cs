using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Sts;

public sealed class StsWarmUpTests
{
    [Theory]
    [InlineData("AssumeRole")]
    [InlineData("WebIdentity")]
    [InlineData("PassThrough")]
    public async Task The_start_rehearses_a_call_that_reaches_no_sts_and_leaves_nothing_behind(string strategy)
    {
        await using var bridge = await Bridge.StartAsync(strategy);

        bridge.Services.GetServices<IHostedService>().OfType<StsWarmUp>().ShouldHaveSingleItem();
        bridge.Sts.Requests.All.ShouldBeEmpty();
        bridge.Services.GetRequiredService<CredentialCache>().Count.ShouldBe(0);
        bridge.Audit.Text.ShouldBeEmpty();
    }
}
