using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace TokenBridge.Sts;

/// <summary>Makes one attempt at STS by the configured strategy and turns whatever comes back into a value.</summary>
internal sealed class RoleAssumer(StsOptions options, IAmazonSecurityTokenService client, WebIdentityTokenMint? mint, TimeProvider time)
{
    public async Task<StsOutcome> AssumeAsync(StsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return options.Strategy switch
            {
                StsStrategy.AssumeRole => await AssumeRoleAsync(request, cancellationToken),
                StsStrategy.WebIdentity => await AssumeWithWebIdentityAsync(request, SignedToken(request), cancellationToken),
                StsStrategy.PassThrough => await AssumeWithWebIdentityAsync(request, CallerToken(request), cancellationToken),
            };
        }
        catch (Exception failure) when (StsFault.Classify(failure, options.Strategy, cancellationToken) is { } classified)
        {
            return classified;
        }
    }

    private async Task<StsOutcome> AssumeRoleAsync(StsRequest request, CancellationToken cancellationToken)
    {
        var grant = request.Grant;
        var answer = await client.AssumeRoleAsync(
            new AssumeRoleRequest
            {
                RoleArn = grant.Role.Value,
                RoleSessionName = grant.SessionName,
                SourceIdentity = grant.SourceIdentity,
                DurationSeconds = request.Duration.Seconds,
                ExternalId = options.ExternalId,
                Tags = grant.Tags.Count == 0 ? null : grant.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value }).ToList(),
                TransitiveTagKeys = grant.TransitiveTagKeys.Count == 0 ? null : [.. grant.TransitiveTagKeys],
            },
            cancellationToken);
        return StsAnswer.Check(request, answer.Credentials, answer.AssumedRoleUser, answer.ResponseMetadata?.RequestId, time.GetUtcNow());
    }

    private async Task<StsOutcome> AssumeWithWebIdentityAsync(StsRequest request, string token, CancellationToken cancellationToken)
    {
        var answer = await client.AssumeRoleWithWebIdentityAsync(
            new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = request.Grant.Role.Value,
                RoleSessionName = request.Grant.SessionName,
                DurationSeconds = request.Duration.Seconds,
                WebIdentityToken = token,
            },
            cancellationToken);
        return StsAnswer.Check(request, answer.Credentials, answer.AssumedRoleUser, answer.ResponseMetadata?.RequestId, time.GetUtcNow());
    }

    private string SignedToken(StsRequest request) =>
        (mint ?? throw new InvalidOperationException("strategy WebIdentity without a signing key")).Mint(request.Grant);

    private static string CallerToken(StsRequest request) =>
        request.CallerToken ?? throw new InvalidOperationException("strategy PassThrough without the caller's token");
}
