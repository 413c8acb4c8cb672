using TokenBridge.Cli.Credentials.Cache;
using TokenBridge.Cli.Credentials.Connection;
using TokenBridge.Protocol;

namespace TokenBridge.Cli.Credentials;

/// <summary>One run of the helper: a session kept from an earlier run while it is good for long enough, else a new one from the service.</summary>
/// <param name="query">What is wanted.</param>
/// <param name="service">Gives it.</param>
/// <param name="folder">Keeps it; null keeps nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class ProcessCredentials(CredentialsQuery query, ServiceConnection service, CacheFolder? folder, TimeProvider time)
{
    public async Task<Result<AwsSession, Fault>> GetAsync(CancellationToken cancellationToken)
    {
        var read = await query.Token.ReadAsync(cancellationToken);
        if (!read.TryGet(out var token, out var fault))
        {
            return fault;
        }

        // A token that is over, or that says nothing of its owner, gets what the service says to it.
        if (folder is null || TokenOwner.Of(token) is not { } owner || owner.Expires <= time.GetUtcNow())
        {
            return await AskAsync(token, cancellationToken);
        }

        if (!folder.Open(time).TryGet(out var cache, out var miss))
        {
            return miss.Fault is { } distrust ? distrust : await AskAsync(token, cancellationToken);
        }

        return await GetAsync(cache.EntryFor(query.Service, query.Role, owner), token, cancellationToken);
    }

    private async Task<Result<AwsSession, Fault>> GetAsync(CacheEntry entry, string token, CancellationToken cancellationToken)
    {
        if (await LookAsync(entry, cancellationToken) is { } kept)
        {
            return kept;
        }

        // Whoever waited here finds what the first one was given.
        await using var turn = await entry.TakeTurnAsync(cancellationToken);
        if (await LookAsync(entry, cancellationToken) is { } meanwhile)
        {
            return meanwhile;
        }

        var asked = await AskAsync(token, cancellationToken);
        if (asked.TryGet(out var session, out _))
        {
            await entry.KeepAsync(session, cancellationToken);
        }

        return asked;
    }

    /// <returns>Null where the service is to be asked.</returns>
    private static async Task<Result<AwsSession, Fault>?> LookAsync(CacheEntry entry, CancellationToken cancellationToken)
    {
        var read = await entry.ReadAsync(cancellationToken);
        if (read.TryGet(out var kept, out var miss))
        {
            return Result<AwsSession, Fault>.Success(kept);
        }

        if (miss.Fault is { } fault)
        {
            return Result<AwsSession, Fault>.Failure(fault);
        }

        return null;
    }

    private async Task<Result<AwsSession, Fault>> AskAsync(string token, CancellationToken cancellationToken)
    {
        var asked = await service.GetAsync(query.Service.Credentials(query.Role), token, cancellationToken);
        if (!asked.TryGet(out var answer, out var fault))
        {
            return fault;
        }

        if (answer.Status != 200 || AwsSession.Read(answer.Body) is not { } session)
        {
            return new Fault(RefusalLine.Of(answer, query.Service, token));
        }

        return session.Expiration > time.GetUtcNow()
            ? session
            : new Fault("the session that the service gave is over already; compare this machine's clock with the service's");
    }
}
