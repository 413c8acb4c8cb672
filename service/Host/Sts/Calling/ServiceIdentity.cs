using Amazon.SecurityToken.Model;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Protocol;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>Asks STS who the service is: the one question that every AWS identity may ask, and that changes nothing.</summary>
internal sealed class ServiceIdentity(StsOptions options, StsClients clients, StsFault faults)
{
    /// <param name="strategy">AssumeRole signs with the service's own credentials; the others ask without any, and learn only whether STS answers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>An ARN, or why there is none.</returns>
    public async Task<Result<string, StsOutcome.Failed>> AskAsync(SessionStrategy strategy, CancellationToken cancellationToken)
    {
        if (clients.MissingIdentity(strategy) is { } nobody)
        {
            return nobody;
        }

        var grant = ProbeGrant.Value;
        var request = new StsRequest(grant, strategy, EffectiveDuration.For(grant.Duration, strategy, options.MaxDuration), null);
        try
        {
            var answer = await clients.For(request).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            return string.IsNullOrEmpty(answer.Arn)
                ? new StsOutcome.Failed(StsFailure.StsUnexpectedAnswer, "STS names nobody", answer.ResponseMetadata?.RequestId)
                : answer.Arn;
        }
        catch (Exception failure) when (faults.Classify(failure, request, cancellationToken) is { } classified)
        {
            return classified;
        }
    }
}
