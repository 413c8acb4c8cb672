using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Rules.Model;

namespace TokenBridge.Testing;

/// <summary>The Tokens room as the service builds it, on a manual clock, its background refresh under the test's control.</summary>
internal sealed class TokenRoom : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TokenRoom(ManualClock clock, IReadOnlyList<IssuerOptions> issuers)
    {
        Clock = clock;
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddTokens(issuers, new TokenLimit(16_384))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Validator = _services.GetRequiredService<TokenValidator>();
        Rings = [.. _services.GetServices<IssuerKeyRing>()];
    }

    public ManualClock Clock { get; }

    public TokenValidator Validator { get; }

    public IReadOnlyList<IssuerKeyRing> Rings { get; }

    public IssuerKeyRing Ring => Rings[0];

    public IServiceProvider Services => _services;

    /// <summary>With the keys of every issuer read once.</summary>
    public static async Task<TokenRoom> ReadyAsync(params IReadOnlyList<IssuerOptions> issuers)
    {
        var room = Idle(issuers);
        foreach (var ring in room.Rings)
        {
            await ring.RefreshAsync();
        }

        return room;
    }

    /// <summary>With nothing read yet.</summary>
    public static TokenRoom Idle(params IReadOnlyList<IssuerOptions> issuers) => new(new ManualClock(), issuers);

    public ValueTask<TokenVerdict> ValidateAsync(string token, CancellationToken cancellationToken = default) =>
        Validator.ValidateAsync(token.AsMemory(), cancellationToken);

    /// <summary>The caller, or the test fails with the verdict. Asked twice, so that from now on the token is one that the cache knows.</summary>
    public async Task<CallerIdentity> AcceptedAsync(string token)
    {
        (await ValidateAsync(token)).ShouldBeOfType<TokenVerdict.Accepted>();
        return (await ValidateAsync(token)).ShouldBeOfType<TokenVerdict.Accepted>().Caller;
    }

    /// <summary>Refused, for this reason (one of these), with a text for the log that holds no segment of the token.</summary>
    public async Task<TokenVerdict.Rejected> RejectedAsync(string token, params TokenRejection[] reasons)
    {
        var rejected = (await ValidateAsync(token)).ShouldBeOfType<TokenVerdict.Rejected>();
        reasons.ShouldContain(rejected.Reason, rejected.Detail);
        rejected.Detail.ShouldNotBeNullOrWhiteSpace();
        rejected.Detail.Length.ShouldBeLessThan(500);
        foreach (var segment in token.Split('.').Where(segment => segment.Length > 8))
        {
            rejected.Detail.ShouldNotContain(segment);
        }

        return rejected;
    }

    /// <summary>Starts the background refresh, as the host would.</summary>
    public Task StartRefreshAsync() => _services.GetServices<IHostedService>().Single().StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }
}
