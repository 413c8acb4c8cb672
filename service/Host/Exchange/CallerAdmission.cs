using System.Net;
using TokenBridge.Host.Audit.Records;
using TokenBridge.Host.Operations.Limits;
using TokenBridge.Host.Tokens;

namespace TokenBridge.Host.Exchange;

/// <summary>Who is calling, and may they ask now? The first stage of every route that takes a token.</summary>
internal sealed class CallerAdmission(TokenValidator tokens, TokenLimit limit, RateLimits limits)
{
    /// <param name="request">As the route read it.</param>
    /// <param name="deadline">Ends the wait for a key refresh.</param>
    public async ValueTask<Admission> AdmitAsync(ExchangeRequest request, CancellationToken deadline)
    {
        if (request.Fault is { } fault)
        {
            return new Admission.Refused(fault.CountsAgainstAddress ? CountFailure(fault, "request", request.Source) : fault, Caller: null);
        }

        var verdict = await tokens.ValidateAsync(request.Token, deadline);
        return verdict.Match<(CallerAdmission Self, IPAddress? Source), Admission>(
            (this, request.Source),
            static (state, accepted) => state.Self.Count(accepted),
            static (state, rejected) => new Admission.Refused(state.Self.Reject(rejected, state.Source), PartOf(rejected.IssuerId, rejected.Signer)),
            static (_, unavailable) => new Admission.Refused(Refusals.KeysUnavailable(unavailable), PartOf(unavailable.IssuerId)));
    }

    private Admission Count(TokenVerdict.Accepted accepted)
    {
        var caller = accepted.Caller;
        return limits.CountSubject(caller.IssuerId, caller.Subject) is { } seconds
            ? new Admission.Refused(
                Refusals.RateLimited(seconds, "TokenBridge:RateLimits:PerSubjectPerMinute is reached"), new CallerPart(caller.IssuerId, caller))
            : new Admission.Admitted(accepted);
    }

    /// <summary>A request without a token costs nothing: the JavaScript SDK ends each failure with one.</summary>
    private Refusal Reject(TokenVerdict.Rejected rejected, IPAddress? source)
    {
        var refusal = Refusals.Token(rejected, limit);
        return rejected.Reason == TokenRejection.MissingToken ? refusal : CountFailure(refusal, "token", source);
    }

    private Refusal CountFailure(Refusal refusal, string what, IPAddress? source) => limits.CountFailure(source) is { } seconds
        ? Refusals.RateLimited(
            seconds, $"TokenBridge:RateLimits:FailedPerAddressPerMinute is reached; this {what}: {refusal.Reason}: {refusal.Detail ?? refusal.Message}")
        : refusal;

    private static CallerPart? PartOf(string? issuerId, TokenSigner? signer = null) =>
        issuerId is null ? null : new CallerPart(issuerId, Verified: null, signer is null ? null : new SignedPart(signer.Issuer, signer.Subject, signer.Client));
}
