using System.Diagnostics;
using System.Threading.RateLimiting;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>One call to STS: bounded in number, through its account's circuit, measured.</summary>
internal sealed class StsCall(StsOptions options, RoleAssumer assumer, StsCircuits circuits, StsOutages outages, StsMetrics metrics, TimeProvider time) : IDisposable
{
    /// <summary>At an STS that answers within 50 ms, about as many as get their turn within a caller's deadline.</summary>
    private const int WaitingPerPermit = 16;

    private readonly ConcurrencyLimiter _inFlight = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Concurrency,
        QueueLimit = WaitingPerPermit * options.Concurrency,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async Task<StsOutcome> RunAsync(StsRequest request)
    {
        using var permit = await _inFlight.AcquireAsync();
        if (!permit.IsAcquired)
        {
            metrics.Called(request.Strategy, "overloaded", TimeSpan.Zero);
            return new StsOutcome.Failed(
                StsFailure.Overloaded,
                $"{options.Concurrency} STS calls are in flight and {WaitingPerPermit * options.Concurrency} wait (TokenBridge:Sts:Concurrency)");
        }

        using var span = StsMetrics.Source.StartActivity($"STS.{StsMetrics.Operation(request.Strategy)}", ActivityKind.Client);
        var started = time.GetTimestamp();
        var outcome = await AttemptAsync(request);
        var label = outcome.Match(static _ => "assumed", static failed => failed.Failure.ToReason());
        metrics.Called(request.Strategy, label, time.GetElapsedTime(started));
        outages.Told(request, outcome);
        Describe(span, request, outcome, label);
        return outcome;
    }

    public void Dispose() => _inFlight.Dispose();

    private async Task<StsOutcome> AttemptAsync(StsRequest request)
    {
        try
        {
            return await circuits.For(request).ExecuteAsync(
                static async (state, cancellationToken) => await state.assumer.AssumeAsync(state.request, cancellationToken),
                (assumer, request),
                CancellationToken.None);
        }
        catch (TimeoutRejectedException)
        {
            return new StsOutcome.Failed(StsFailure.StsTimeout, $"no answer from STS within {StsCircuits.AttemptLimit:c}");
        }
        catch (BrokenCircuitException)
        {
            return new StsOutcome.Failed(
                StsFailure.StsUnavailable,
                $"not asked: STS has failed for account {request.Grant.Role.Account} in {options.RegionFor(request.Grant)}, and is tried again every {StsCircuits.Break:c}");
        }
    }

    private void Describe(Activity? span, StsRequest request, StsOutcome outcome, string label)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag("rpc.system", "aws-api");
        span.SetTag("rpc.service", "STS");
        span.SetTag("rpc.method", StsMetrics.Operation(request.Strategy));
        span.SetTag("cloud.region", options.RegionFor(request.Grant));
        span.SetTag("aws.request_id", outcome.Match(static assumed => assumed.Credentials.RequestId, static failed => failed.RequestId));
        if (outcome is StsOutcome.Failed)
        {
            span.SetTag("error.type", label);
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
