using Amazon.Runtime;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Tokens.Keys;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>Everything that <c>serve</c> will need, tried from here; side by side where nothing depends on another.</summary>
/// <param name="identity">The service's own; null takes the AWS SDK's default chain.</param>
/// <param name="time">The clock.</param>
/// <param name="assumes">Whether the rules' roles are tried too.</param>
internal sealed class Examination(AWSCredentials? identity, TimeProvider time, bool assumes)
{
    /// <summary>For one check, whatever it waits for.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <summary>STS throttles whoever asks for hundreds at once, and the service beside this command would feel it.</summary>
    private const int RolesAtOnce = 8;

    /// <returns>In the order in which things depend on each other.</returns>
    public async Task<IReadOnlyList<Diagnosis>> RunAsync(ConfigurationSources sources, CancellationToken cancellationToken)
    {
        var (settings, found) = ReadSettings(sources);
        if (settings is null)
        {
            return [.. found, Diagnosis.Skipped("everything else", "needs a configuration without faults")];
        }

        using var documents = new IssuerDocuments(time);
        var rules = RulesExamination.Run(settings);
        using var sts = new StsExamination(settings, rules.Rules, identity, time);
        var issuers = new IssuerExamination(documents, time);
        Task<IReadOnlyList<Diagnosis>>[] checks =
        [
            .. settings.Issuers.Select(issuer => BoundedAsync($"issuer {issuer.Id}", () => issuers.RunAsync(issuer), cancellationToken)),
            Task.FromResult(rules.Diagnoses),
            BoundedAsync("STS", sts.ReachAsync, cancellationToken),
            BoundedAsync("AWS identity", sts.IdentifyAsync, cancellationToken),
            BoundedAsync("web identity", () => new WebIdentityExamination(documents).RunAsync(settings.WebIdentity), cancellationToken),
            Task.FromResult<IReadOnlyList<Diagnosis>>([AuditExamination.Run(settings.Audit)]),
        ];
        var rows = (await Task.WhenAll(checks)).SelectMany(some => some).ToList();
        return [.. found, .. rows, .. assumes ? await AssumeAsync(sts, cancellationToken) : []];
    }

    private async Task<IReadOnlyList<Diagnosis>> AssumeAsync(StsExamination sts, CancellationToken cancellationToken)
    {
        List<Diagnosis> rows = [];
        foreach (var some in sts.Roles().Chunk(RolesAtOnce))
        {
            var tried = some.Select(role => BoundedAsync($"role of {role.RuleId}", () => sts.AssumeAsync(role), cancellationToken));
            rows.AddRange((await Task.WhenAll(tried)).SelectMany(row => row));
        }

        return rows;
    }

    private static (TokenBridgeSettings? Settings, IReadOnlyList<Diagnosis> Found) ReadSettings(ConfigurationSources sources)
    {
        const string Check = "configuration";
        try
        {
            var (settings, faults) = SettingsReader.Read(ServiceComposition.Configure(sources));
            return settings is null
                ? (null, [.. faults.Select(fault => Diagnosis.Fault(Check, fault.Key, fault.Message))])
                : (settings,
                [
                    Diagnosis.Ok(Check, $"{settings.Issuers.Count} {(settings.Issuers.Count == 1 ? "issuer" : "issuers")}, strategy {settings.Sts.Strategy}, region {settings.Sts.Region}"),
                    .. settings.Warnings.Select(warning => Diagnosis.Warning(Check, warning, "change the setting, or accept what it means")),
                ]);
        }
        catch (InvalidDataException failure)
        {
            return (null, [Diagnosis.Fault(Check, $"{failure.Message} {failure.GetBaseException().Message}", "mend the file; it must be JSON")]);
        }
    }

    /// <summary>On a thread of its own: the AWS SDK looks for credentials without yielding.</summary>
    private async Task<IReadOnlyList<Diagnosis>> BoundedAsync(string check, Func<Task<IReadOnlyList<Diagnosis>>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(run, cancellationToken).WaitAsync(Limit, time, cancellationToken);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            return [cancellationToken.IsCancellationRequested ? Diagnosis.Skipped(check, "ended before it was done") : Diagnosis.Fault(check, $"nothing came within {Limit.TotalSeconds} s", "look at the network: a firewall that drops packets looks like this")];
        }
    }
}
