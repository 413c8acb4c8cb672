using TokenBridge.Host.Operations;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Exchange;

/// <summary>Who is calling, and may they ask now? The first stage of every route that takes a token.</summary>
internal sealed class CallerAdmission(TokenValidator tokens, RateLimits limits)
{
    /// <param name="request">As the route read it.</param>
    /// <param name="deadline">Ends the wait for a key refresh.</param>
    /// <returns>The caller, or why not; the issuer id where the token named a configured one.</returns>
    public async ValueTask<(CallerIdentity? Caller, Refusal? Refusal, string? IssuerId)> AdmitAsync(ExchangeRequest request, CancellationToken deadline)
    {
        if (request.Fault is { } fault)
        {
            return (null, fault, null);
        }

        return await tokens.ValidateAsync(request.Token, deadline) switch
        {
            TokenVerdict.Accepted accepted => Count(accepted.Caller),
            TokenVerdict.Rejected rejected => (null, Reject(rejected, request), rejected.IssuerId),
            TokenVerdict.KeysUnavailable unavailable => (null, Refusals.KeysUnavailable(unavailable), unavailable.IssuerId),
            var other => throw new InvalidOperationException($"unknown verdict {other.GetType().Name}"),
        };
    }

    private (CallerIdentity? Caller, Refusal? Refusal, string? IssuerId) Count(CallerIdentity caller) =>
        limits.CountSubject(caller.IssuerId, caller.Subject) is { } seconds
            ? (caller, Refusals.RateLimited(seconds, "TokenBridge:RateLimits:PerSubjectPerMinute is reached"), caller.IssuerId)
            : (caller, null, caller.IssuerId);

    /// <summary>A request without a token costs nothing: the JavaScript SDK ends each failure with one.</summary>
    private Refusal Reject(TokenVerdict.Rejected rejected, ExchangeRequest request)
    {
        var refusal = Refusals.Token(rejected);
        return rejected.Reason != TokenRejection.MissingToken && limits.CountFailure(request.Source) is { } seconds
            ? Refusals.RateLimited(seconds, $"TokenBridge:RateLimits:FailedPerAddressPerMinute is reached; this token: {refusal.Reason}: {refusal.Detail}")
            : refusal;
    }
}
