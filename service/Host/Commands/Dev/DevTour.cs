using TokenBridge.Development.Realm;

namespace TokenBridge.Host.Commands.Dev;

/// <summary>The story that <c>tokenbridge-service dev</c> tells: somebody gets credentials, somebody does not, now try it yourself.</summary>
internal sealed class DevTour(DevEnvironment environment, DevPage page) : IDisposable
{
    private readonly DevCaller _caller = new(environment);
    private readonly List<DevAccess> _everybody = [];

    /// <returns>What went wrong, or null after one exchange that worked.</returns>
    public async Task<string?> ShowExchangeAsync(CancellationToken cancellationToken)
    {
        await page.WriteServersAsync(environment);
        foreach (var user in DemoUser.All)
        {
            _everybody.Add(await _caller.AccessAsync(user, isSteppedUp: false, cancellationToken));
            if (user.OneTimeCode is not null)
            {
                _everybody.Add(await _caller.AccessAsync(user, isSteppedUp: true, cancellationToken));
            }
        }

        environment.AddRolesNamedInFull();
        foreach (var role in _everybody.SelectMany(access => access.Roles).Select(role => role.Arn).Distinct())
        {
            environment.AddRole(role);
        }

        if (_everybody.Find(access => access.Roles.Count > 0) is not { } lucky)
        {
            return $"these rules give none of the demo users a role ({string.Join(", ", DemoUser.All.Select(user => user.Name))}); try other --rules";
        }

        if (await ShowGrantAsync(lucky, cancellationToken) is { } failure)
        {
            return failure;
        }

        await ShowRefusalsAsync(cancellationToken);
        return null;
    }

    /// <summary>Prints what to paste, then every exchange as it happens, until the end.</summary>
    public async Task InviteAsync(CancellationToken cancellationToken)
    {
        await page.WriteLinesToPasteAsync(environment, _everybody);
        while (await environment.Audit.ReadAsync(cancellationToken) is { } record)
        {
            await page.WriteExchangeAsync(record);
        }
    }

    public void Dispose() => _caller.Dispose();

    private async Task<string?> ShowGrantAsync(DevAccess lucky, CancellationToken cancellationToken)
    {
        var (status, body) = await _caller.CredentialsAsync(lucky.Token, lucky.RoleToName, cancellationToken);
        var record = await environment.Audit.ReadAsync(cancellationToken);
        if (status != 200 || record is not { } granted)
        {
            return $"{lucky.User.Name} got no credentials: {body}";
        }

        var identity = await _caller.WhoIsAsync(body, cancellationToken);
        await page.WriteGrantAsync(lucky.User, granted, identity.Arn);
        return null;
    }

    /// <summary>Somebody to whom no rule gives anything, and somebody who asks for what a rule takes away.</summary>
    private async Task ShowRefusalsAsync(CancellationToken cancellationToken)
    {
        if (_everybody.Find(access => access.Roles.Count == 0 && access.Refused.Count == 0) is { } stranger)
        {
            await ShowRefusalAsync(stranger, role: null, cancellationToken);
        }

        if (_everybody.Find(access => access.Refused.Count > 0) is { } overreaching)
        {
            await ShowRefusalAsync(overreaching, overreaching.Refused[0].Name, cancellationToken);
        }
    }

    private async Task ShowRefusalAsync(DevAccess access, string? role, CancellationToken cancellationToken)
    {
        var (status, body) = await _caller.CredentialsAsync(access.Token, role, cancellationToken);
        _ = await environment.Audit.ReadAsync(cancellationToken);
        await page.WriteRefusalAsync(access.User, role, status, body);
    }
}
