using System.Security.Cryptography;

namespace TokenBridge.Host.Tokens.Keys;

/// <summary>Reads every issuer's keys in the background, on our own schedule: Keycloak names no lifetime for them.</summary>
/// <remarks>While an issuer has no keys at all it is asked after 1 s, 2 s, 4 s, … 30 s, shortened by up to half so that a fleet does not march in step.</remarks>
internal sealed class KeyRefresh(IEnumerable<IssuerKeyRing> rings, ValidatedTokenCache cache, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(rings.Select(ring => RefreshAsync(ring, stoppingToken)));

    private async Task RefreshAsync(IssuerKeyRing ring, CancellationToken stoppingToken)
    {
        var backOff = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            await ring.RefreshAsync().WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cache.DropExpired();

            var pause = ring.HasKeys || backOff > ring.Options.KeyRefresh ? Shorten(ring.Options.KeyRefresh, 10) : Shorten(backOff, 50);
            backOff = backOff * 2 < LongestPause ? backOff * 2 : LongestPause;
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Shorten(TimeSpan pause, int upToPercent) => pause * (1 - RandomNumberGenerator.GetInt32(upToPercent + 1) / 100.0);
}
