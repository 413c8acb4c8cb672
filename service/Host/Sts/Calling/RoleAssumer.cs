using Amazon.SecurityToken.Model;
using TokenBridge.Host.Sts.WebIdentity;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>Makes one attempt at STS by the request's strategy and turns whatever comes back into a value.</summary>
internal sealed class RoleAssumer(StsOptions options, StsClients clients, StsFault faults, WebIdentityTokenMint? mint, TimeProvider time)
{
    public async Task<StsOutcome> AssumeAsync(StsRequest request, CancellationToken cancellationToken)
    {
        if (StsPartition.Mismatch(request.Grant, options) is { } mismatch)
        {
            return mismatch;
        }

        if (clients.MissingIdentity(request.Strategy) is { } nobody)
        {
            return nobody;
        }

        try
        {
            return request.Strategy switch
            {
                SessionStrategy.AssumeRole => await AssumeRoleAsync(request, cancellationToken),
                SessionStrategy.WebIdentity => await AssumeWithWebIdentityAsync(request, SignedToken(request), cancellationToken),
                SessionStrategy.PassThrough => await AssumeWithWebIdentityAsync(request, CallerToken(request), cancellationToken),
            };
        }
        catch (Exception failure) when (faults.Classify(failure, request, cancellationToken) is { } classified)
        {
            return classified;
        }
    }

    private async Task<StsOutcome> AssumeRoleAsync(StsRequest request, CancellationToken cancellationToken)
    {
        var grant = request.Grant;
        var answer = await clients.For(request).AssumeRoleAsync(
            new AssumeRoleRequest
            {
                RoleArn = grant.Role.Value,
                RoleSessionName = grant.SessionName,
                SourceIdentity = grant.SourceIdentity,
                DurationSeconds = request.Duration.Seconds,
                ExternalId = grant.ExternalId ?? options.ExternalId,
                Policy = grant.Policy,
                PolicyArns = Policies(grant),
                Tags = grant.Tags.Count == 0 ? null : grant.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value }).ToList(),
                TransitiveTagKeys = grant.TransitiveTagKeys.Count == 0 ? null : [.. grant.TransitiveTagKeys],
            },
            cancellationToken);
        return StsAnswer.Check(request, answer.Credentials, answer.AssumedRoleUser, answer.ResponseMetadata?.RequestId, time.GetUtcNow());
    }

    private async Task<StsOutcome> AssumeWithWebIdentityAsync(StsRequest request, string token, CancellationToken cancellationToken)
    {
        var answer = await clients.For(request).AssumeRoleWithWebIdentityAsync(
            new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = request.Grant.Role.Value,
                RoleSessionName = request.Grant.SessionName,
                DurationSeconds = request.Duration.Seconds,
                WebIdentityToken = token,
                Policy = request.Grant.Policy,
                PolicyArns = Policies(request.Grant),
            },
            cancellationToken);
        return StsAnswer.Check(request, answer.Credentials, answer.AssumedRoleUser, answer.ResponseMetadata?.RequestId, time.GetUtcNow());
    }

    private static List<PolicyDescriptorType>? Policies(Grant grant) =>
        grant.PolicyArns.Count == 0 ? null : [.. grant.PolicyArns.Select(arn => new PolicyDescriptorType { Arn = arn.Value })];

    private string SignedToken(StsRequest request) =>
        (mint ?? throw new InvalidOperationException("strategy WebIdentity without a signing key")).Mint(request.Grant, options.SubjectFor(request.Grant));

    private static string CallerToken(StsRequest request) =>
        request.CallerToken ?? throw new InvalidOperationException("strategy PassThrough without the caller's token");
}
