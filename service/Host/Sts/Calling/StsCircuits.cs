using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Retry;
using Polly.Timeout;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>
/// What stands between a call and STS: one quick retry of what a retry may mend, an end, and a circuit breaker for each account, region and strategy, so that an
/// outage of one costs the others nothing and STS is left alone while it is down. Nothing else retries: the AWS SDK's own retries are switched off.
/// </summary>
internal sealed partial class StsCircuits(StsOptions options, ResiliencePipelineRegistry<CircuitKey> circuits, TimeProvider time, ILogger<StsCircuits> logger)
{
    /// <summary>The SDKs' callers give up after a second; STS itself answers within a few or never.</summary>
    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long STS is left alone before one call tries it again.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(5);

    /// <summary>Attempts within <see cref="Sampling"/>; fewer say nothing.</summary>
    public const int LeastAttempts = 10;

    /// <summary>Longer than <see cref="AttemptLimit"/>, or an STS that hangs would never be seen failing.</summary>
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(20);

    /// <summary>Short enough for both attempts to fit one caller's deadline of 0.9 s.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Rules may take accounts from claims; whatever there is beyond these shares one circuit.</summary>
    private const int MostCircuits = 1_000;

    private static readonly CircuitKey Others = new("others", "any", StsStrategy.AssumeRole);

    private readonly Lock _turn = new();

    private int _count;

    /// <summary>The way to STS for requests of this account, region and strategy: the issuer of a caller's own token may be away while AWS is well.</summary>
    public ResiliencePipeline<StsOutcome> For(StsRequest request)
    {
        var circuit = new CircuitKey(request.Grant.Role.Account, options.RegionFor(request.Grant), request.Strategy);
        return circuits.TryGetPipeline<StsOutcome>(circuit, out var known) ? known : Add(circuit);
    }

    private ResiliencePipeline<StsOutcome> Add(CircuitKey circuit)
    {
        lock (_turn)
        {
            if (circuits.TryGetPipeline<StsOutcome>(circuit, out var known) || (_count >= MostCircuits && circuits.TryGetPipeline(Others, out known)))
            {
                return known;
            }

            var key = _count < MostCircuits ? circuit : Others;
            _count++;
            return circuits.GetOrAddPipeline<StsOutcome>(key, builder => Configure(builder, key.Account, key.Region));
        }
    }

    /// <summary>What may be over soon.</summary>
    private static bool IsOutage(StsOutcome? outcome) => outcome is StsOutcome.Failed { Failure: StsFailure.StsThrottled or StsFailure.StsUnavailable };

    private void Configure(ResiliencePipelineBuilder<StsOutcome> builder, string account, string region)
    {
        // Events go to Polly's meter; what an operator should read is logged below, with the account.
        builder.TimeProvider = time;
        builder.ConfigureTelemetry(NullLoggerFactory.Instance)
            .AddRetry(new RetryStrategyOptions<StsOutcome>
            {
                ShouldHandle = static arguments => ValueTask.FromResult(IsOutage(arguments.Outcome.Result)),
                MaxRetryAttempts = 1,
                Delay = RetryPause,
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<StsOutcome>
            {
                ShouldHandle = static arguments => ValueTask.FromResult(IsOutage(arguments.Outcome.Result) || arguments.Outcome.Exception is TimeoutRejectedException),
                FailureRatio = 0.5,
                MinimumThroughput = LeastAttempts,
                SamplingDuration = Sampling,
                BreakDuration = Break,
                OnOpened = arguments =>
                {
                    Log.Opened(logger, account, region, arguments.BreakDuration.TotalSeconds);
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    Log.Closed(logger, account, region);
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = AttemptLimit });
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "STS fails for account {Account} in {Region}: left alone for {Seconds} s, cached sessions go on being handed out")]
        public static partial void Opened(ILogger logger, string account, string region, double seconds);

        [LoggerMessage(3002, LogLevel.Information, "STS answers again for account {Account} in {Region}")]
        public static partial void Closed(ILogger logger, string account, string region);
    }
}
