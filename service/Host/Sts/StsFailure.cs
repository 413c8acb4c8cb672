namespace TokenBridge.Host.Sts;

/// <summary>Why STS gave nothing. The value in snake_case is the <c>reason</c> in answers, metrics and audit; never rename one.</summary>
internal enum StsFailure
{
    /// <summary>AWS refuses for good: trust policy, tags, duration, packed size. 403.</summary>
    StsRefused,

    /// <summary>No answer within the caller's deadline; the shared call may go on. 503.</summary>
    StsTimeout,

    /// <summary>HTTP 400 <c>Throttling</c> or 429, also after the retry. 503.</summary>
    StsThrottled,

    /// <summary>Not reachable, or a 5xx. 503.</summary>
    StsUnavailable,

    /// <summary>An answer that does not fit: another role, no or past expiry. 503.</summary>
    StsUnexpectedAnswer,

    /// <summary>The service's own AWS credentials are missing, expired or refused. 503.</summary>
    ServiceCredentials,

    /// <summary>Too many calls in flight. 503.</summary>
    Overloaded,
}

/// <summary>The stable texts of <see cref="StsFailure"/>.</summary>
internal static class StsFailureReason
{
    public static string ToReason(this StsFailure failure) => failure switch
    {
        StsFailure.StsRefused => "sts_refused",
        StsFailure.StsTimeout => "sts_timeout",
        StsFailure.StsThrottled => "sts_throttled",
        StsFailure.StsUnavailable => "sts_unavailable",
        StsFailure.StsUnexpectedAnswer => "sts_unexpected_answer",
        StsFailure.ServiceCredentials => "service_credentials",
        StsFailure.Overloaded => "overloaded",
    };
}
