using System.Diagnostics.Metrics;

namespace TokenBridge.Host.Tokens;

/// <summary>The metrics of this room. Every label is from a small fixed set: never a user, a role or a kid.</summary>
internal sealed class TokenMetrics
{
    private const string None = "none";

    /// <summary>What is found before anybody knows whose token it is.</summary>
    private static readonly TokenRejection[] OnlyBeforeIssuer =
        [TokenRejection.MissingToken, TokenRejection.MalformedToken, TokenRejection.TokenTooLarge, TokenRejection.UnknownIssuer];

    /// <summary>Header and payload are looked at twice: as they stand, and as this issuer's.</summary>
    private static readonly TokenRejection[] BeforeIssuer = [.. OnlyBeforeIssuer, TokenRejection.AlgorithmNotAllowed, TokenRejection.WrongType];

    private readonly Counter<long> _validations;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _keyRefreshes;
    private readonly Gauge<double> _keysReadAt;
    private readonly TimeProvider _time;

    public TokenMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(TokenTelemetry.Name);
        _validations = meter.CreateCounter<long>("tokenbridge.token.validations", "{token}", "Tokens looked at, by issuer, outcome and reason.");
        _duration = meter.CreateHistogram<double>("tokenbridge.token.validation.duration", "s", "Time to a verdict, waiting for keys included.");
        _keyRefreshes = meter.CreateCounter<long>("tokenbridge.jwks.refreshes", "{refresh}", "Reads of an issuer's keys, by outcome.");
        _keysReadAt = meter.CreateGauge<double>("tokenbridge.jwks.last_success", "s", "When an issuer's keys were last read well, seconds since 1970.");
    }

    /// <summary>
    /// Makes every outcome a series at 0: of one that first appears as 1, <c>increase()</c> sees nothing. What the meters are read by must listen already.
    /// </summary>
    public void Begin(IEnumerable<string> issuers)
    {
        foreach (var rejection in BeforeIssuer)
        {
            Add(0, None, "rejected", rejection.ToReason());
        }

        foreach (var issuer in issuers)
        {
            Add(0, issuer, "accepted", None);
            Add(0, issuer, "keys_unavailable", "keys_unavailable");
            foreach (var rejection in Enum.GetValues<TokenRejection>().Except(OnlyBeforeIssuer))
            {
                Add(0, issuer, "rejected", rejection.ToReason());
            }

            _keyRefreshes.Add(0, new(TokenTelemetry.Issuer, issuer), new(TokenTelemetry.Outcome, "read"));
            _keyRefreshes.Add(0, new(TokenTelemetry.Issuer, issuer), new(TokenTelemetry.Outcome, "failed"));
        }
    }

    /// <param name="verdict">What was said.</param>
    /// <param name="started">The timestamp of the time provider at the start.</param>
    /// <param name="fromCache">Whether the validated-token cache answered.</param>
    public void Validated(TokenVerdict verdict, long started, bool fromCache)
    {
        if (_validations.Enabled)
        {
            var (issuer, outcome, reason) = Labels(verdict);
            Add(1, issuer, outcome, reason);
        }

        if (_duration.Enabled)
        {
            var seconds = _time.GetElapsedTime(started).TotalSeconds;
            _duration.Record(seconds, new(TokenTelemetry.Outcome, Labels(verdict).Outcome), new(TokenTelemetry.Cache, fromCache ? "hit" : "miss"));
        }
    }

    public void KeysRead(string issuer, bool succeeded, DateTimeOffset? lastSuccess)
    {
        _keyRefreshes.Add(1, new(TokenTelemetry.Issuer, issuer), new(TokenTelemetry.Outcome, succeeded ? "read" : "failed"));
        if (lastSuccess is { } at)
        {
            _keysReadAt.Record(at.ToUnixTimeMilliseconds() / 1000.0, new KeyValuePair<string, object?>(TokenTelemetry.Issuer, issuer));
        }
    }

    private void Add(long count, string issuer, string outcome, string reason) =>
        _validations.Add(count, new(TokenTelemetry.Issuer, issuer), new(TokenTelemetry.Outcome, outcome), new(TokenTelemetry.Reason, reason));

    /// <summary>The issuer's id, the outcome and the reason, as spans and metrics show them.</summary>
    public static (string Issuer, string Outcome, string Reason) Labels(TokenVerdict verdict) => verdict.Match(
        None,
        accepted: static (none, accepted) => (accepted.Caller.IssuerId, "accepted", none),
        rejected: static (none, rejected) => (rejected.IssuerId ?? none, "rejected", rejected.Reason.ToReason()),
        unavailable: static (_, unavailable) => (unavailable.IssuerId, "keys_unavailable", "keys_unavailable"));
}
