namespace TokenBridge.Cli.Credentials;

/// <summary>One run of the helper: a session kept from an earlier run while it is good for long enough, else a new one from the service.</summary>
/// <param name="asking">What is wanted.</param>
/// <param name="service">Gives it.</param>
/// <param name="folder">Keeps it; null keeps nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class ProcessCredentials(CredentialsQuery asking, ServiceConnection service, CacheFolder? folder, TimeProvider time)
{
    public async Task<(AwsSession? Session, string? Fault)> GetAsync(CancellationToken cancellationToken)
    {
        var (token, fault) = await asking.Token.ReadAsync(cancellationToken);
        if (token is null)
        {
            return (null, fault);
        }

        // A token that is over, or that says nothing of its owner, gets what the service says to it.
        if (folder is null || TokenOwner.Of(token) is not { } owner || owner.Expires <= time.GetUtcNow())
        {
            return await AskAsync(token, cancellationToken);
        }

        var (cache, folderFault) = folder.Open(time);
        if (cache is null)
        {
            return folderFault is null ? await AskAsync(token, cancellationToken) : (null, folderFault);
        }

        return await GetAsync(cache.EntryFor(asking.Service, asking.Role, owner), token, cancellationToken);
    }

    private async Task<(AwsSession? Session, string? Fault)> GetAsync(CacheEntry entry, string token, CancellationToken cancellationToken)
    {
        var (kept, fault) = await entry.ReadAsync(cancellationToken);
        if (kept is not null || fault is not null)
        {
            return (kept, fault);
        }

        // Whoever waited here finds what the first one was given.
        await using var turn = await entry.TakeTurnAsync(cancellationToken);
        (kept, fault) = await entry.ReadAsync(cancellationToken);
        if (kept is not null || fault is not null)
        {
            return (kept, fault);
        }

        var (session, refusal) = await AskAsync(token, cancellationToken);
        if (session is not null)
        {
            await entry.KeepAsync(session, cancellationToken);
        }

        return (session, refusal);
    }

    private async Task<(AwsSession? Session, string? Fault)> AskAsync(string token, CancellationToken cancellationToken)
    {
        var (answer, fault) = await service.GetAsync(asking.Service.Credentials(asking.Role), token, cancellationToken);
        if (answer is null)
        {
            return (null, fault);
        }

        if (answer.Status != 200 || AwsSession.Read(answer.Body) is not { } session)
        {
            return (null, RefusalLine.Of(answer, asking.Service, token));
        }

        return session.Expiration > time.GetUtcNow()
            ? (session, null)
            : (null, "the session that the service gave is over already; compare this machine's clock with the service's");
    }
}
