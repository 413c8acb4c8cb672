using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Operations;

/// <summary>What ASP.NET Core counts for every request and nobody reads must not be listened to: only then it costs nothing.</summary>
public sealed class ServerInstrumentsTests : IAsyncLifetime
{
    private Bridge _bridge = null!;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync();

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting", "http.server.request.duration")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", "kestrel.active_connections")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", "kestrel.rejected_connections")]
    [InlineData("Microsoft.AspNetCore.Diagnostics", "aspnetcore.diagnostics.exceptions")]
    public void What_operators_read_is_listened_to(string meter, string instrument) => IsListenedTo(meter, instrument).ShouldBeTrue();

    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting", "http.server.active_requests")]
    [InlineData("Microsoft.AspNetCore.Routing", "aspnetcore.routing.match_attempts")]
    [InlineData("Microsoft.AspNetCore.MemoryPool", "aspnetcore.memory_pool.rented")]
    [InlineData("Microsoft.AspNetCore.MemoryPool", "aspnetcore.memory_pool.pooled")]
    public void What_is_counted_for_every_request_and_read_by_nobody_is_not(string meter, string instrument) => IsListenedTo(meter, instrument).ShouldBeFalse();

    /// <summary>Whoever listens to an instrument by its meter and name listens to one more of the same meter and name too.</summary>
    private bool IsListenedTo(string meter, string instrument) =>
        _bridge.Services.GetRequiredService<IMeterFactory>().Create(meter).CreateCounter<long>(instrument).Enabled;
}
