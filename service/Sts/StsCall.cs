using System.Diagnostics;
using System.Threading.RateLimiting;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace TokenBridge.Sts;

/// <summary>
/// One call to STS with everything that keeps it from hurting anybody: a bound on calls in flight, one quick retry of what a retry
/// may mend, and an end. Nothing else retries: the AWS SDK's own retries are switched off.
/// </summary>
internal sealed class StsCall : IDisposable
{
    /// <summary>The SDK's callers give up after a second; STS itself answers within a few or never.</summary>
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(10);

    /// <summary>Short enough for both attempts to fit one caller's deadline of 0.9 s.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    /// <summary>At an STS that answers within 50 ms, about as many as get their turn within a caller's deadline.</summary>
    private const int WaitingPerPermit = 16;

    private readonly RoleAssumer _assumer;
    private readonly StsMetrics _metrics;
    private readonly ConcurrencyLimiter _inFlight;
    private readonly ResiliencePipeline<StsOutcome> _pipeline;
    private readonly StsOptions _options;
    private readonly TimeProvider _time;

    public StsCall(StsOptions options, RoleAssumer assumer, StsMetrics metrics, TimeProvider time)
    {
        _options = options;
        _assumer = assumer;
        _metrics = metrics;
        _time = time;
        _inFlight = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.Concurrency,
            QueueLimit = WaitingPerPermit * options.Concurrency,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _pipeline = new ResiliencePipelineBuilder<StsOutcome> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<StsOutcome>
            {
                ShouldHandle = new PredicateBuilder<StsOutcome>().HandleResult(
                    outcome => outcome is StsOutcome.Failed { Failure: StsFailure.StsThrottled or StsFailure.StsUnavailable }),
                MaxRetryAttempts = 1,
                Delay = RetryPause,
                UseJitter = true,
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = AttemptLimit })
            .Build();
    }

    public async Task<StsOutcome> RunAsync(StsRequest request)
    {
        using var permit = await _inFlight.AcquireAsync();
        if (!permit.IsAcquired)
        {
            _metrics.Called(request.Strategy, "overloaded", TimeSpan.Zero);
            return new StsOutcome.Failed(
                StsFailure.Overloaded,
                $"{_options.Concurrency} STS calls are in flight and {WaitingPerPermit * _options.Concurrency} wait (TokenBridge:Sts:Concurrency)");
        }

        using var span = StsMetrics.Source.StartActivity($"STS.{StsMetrics.Operation(request.Strategy)}", ActivityKind.Client);
        var started = _time.GetTimestamp();
        var outcome = await AttemptAsync(request);
        var label = outcome is StsOutcome.Failed failed ? failed.Failure.ToReason() : "assumed";
        _metrics.Called(request.Strategy, label, _time.GetElapsedTime(started));
        Describe(span, request, outcome, label);
        return outcome;
    }

    public void Dispose() => _inFlight.Dispose();

    private async Task<StsOutcome> AttemptAsync(StsRequest request)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (state, cancellationToken) => await state.assumer.AssumeAsync(state.request, cancellationToken),
                (assumer: _assumer, request),
                CancellationToken.None);
        }
        catch (TimeoutRejectedException)
        {
            return new StsOutcome.Failed(StsFailure.StsTimeout, $"no answer from STS within {AttemptLimit:c}");
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
        span.SetTag("cloud.region", request.Grant.Region ?? _options.Region);
        switch (outcome)
        {
            case StsOutcome.Assumed assumed:
                span.SetTag("aws.request_id", assumed.Credentials.RequestId);
                break;
            case StsOutcome.Failed failed:
                span.SetTag("aws.request_id", failed.RequestId);
                span.SetTag("error.type", label);
                span.SetStatus(ActivityStatusCode.Error);
                break;
        }
    }
}
