using Amazon;
using Amazon.SecurityToken;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>The clock of STS, which says it with every answer; Keycloak sends no <c>Date</c>.</summary>
internal static class StsClock
{
    /// <summary>AWS refuses what was signed by a clock that differs by more.</summary>
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Where STS is asked.</summary>
    public static Uri AddressOf(StsOptions options) =>
        options.Endpoint ?? new Uri($"https://sts.{options.Region}.{RegionEndpoint.GetBySystemName(options.Region).PartitionDnsSuffix}/");

    /// <returns>Null where nothing answers, or without a date: the row for STS itself says why.</returns>
    public static async Task<Diagnosis?> CompareAsync(StsOptions options, TimeProvider time)
    {
        using var http = new StsTransport().CreateHttpClient(new AmazonSecurityTokenServiceConfig());
        using var deadline = new CancellationTokenSource(Limit, time);
        try
        {
            var before = time.GetUtcNow();
            using var response = await http.GetAsync(AddressOf(options), deadline.Token);
            return response.Headers.Date is { } theirs
                ? ClockComparison.Of("clock STS", before, theirs, time.GetUtcNow(), MostSkew, "AWS refuses what is signed by a clock that differs by more than five minutes")
                : null;
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException)
        {
            return null;
        }
    }
}
