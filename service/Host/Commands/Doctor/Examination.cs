using Amazon.Runtime;
using TokenBridge.Host.Commands.Doctor.Realms;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>Everything that <c>serve</c> will need, tried from here; side by side where nothing depends on another.</summary>
/// <param name="identity">The service's own; null takes the AWS SDK's default chain.</param>
/// <param name="time">The clock.</param>
/// <param name="assumes">Whether the rules' roles are tried too.</param>
/// <param name="token">To be looked at; null for none.</param>
/// <param name="realm">To be looked over; null for none.</param>
internal sealed class Examination(AWSCredentials? identity, TimeProvider time, bool assumes, string? token, RealmRequest? realm)
{
    private const string Configuration = "configuration";

    /// <summary>For one check, whatever it waits for.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <summary>A realm takes several requests for each of its clients.</summary>
    private static readonly TimeSpan RealmLimit = TimeSpan.FromMinutes(2);

    /// <summary>STS throttles whoever asks for hundreds at once, and the service beside this command would feel it.</summary>
    private const int RolesAtOnce = 8;

    /// <returns>In the order in which things depend on each other.</returns>
    public async Task<IReadOnlyList<Diagnosis>> RunAsync(ConfigurationSources sources, CancellationToken cancellationToken)
    {
        if (!ReadSettings(sources).TryGet(out var settings, out var faults))
        {
            return [.. faults, Diagnosis.Skipped("everything else", "needs a configuration without faults")];
        }

        using var documents = new IssuerDocuments(time);
        var rules = RulesExamination.Run(settings);
        using var sts = new StsExamination(settings, rules.Rules, identity, time);
        var issuers = new IssuerExamination(documents, time);
        Task<IReadOnlyList<Diagnosis>>[] checks =
        [
            .. settings.Issuers.Select(issuer => BoundedAsync($"issuer {issuer.Id}", () => issuers.RunAsync(issuer), cancellationToken)),
            Task.FromResult(rules.Diagnoses),
            .. realm is null ? [] : new[] { BoundedAsync("realm", () => new RealmExamination(settings, rules.Rules, time).RunAsync(realm, cancellationToken), RealmLimit, cancellationToken) },
            .. token is null ? [] : new[] { BoundedAsync("token", () => new TokenExamination(settings, rules.Rules, time).RunAsync(token), cancellationToken) },
            BoundedAsync("STS", sts.ReachAsync, cancellationToken),
            BoundedAsync("AWS identity", sts.IdentifyAsync, cancellationToken),
            BoundedAsync("web identity", () => new WebIdentityExamination(documents, settings.Urls).RunAsync(settings.WebIdentity), cancellationToken),
            Task.FromResult<IReadOnlyList<Diagnosis>>([AuditExamination.Run(settings.Audit)]),
        ];
        var rows = (await Task.WhenAll(checks)).SelectMany(some => some).ToList();
        var partitions = rules.Rules is { } compiled ? PartitionWarnings.Of(compiled, settings.Sts) : [];
        return [.. Describe(settings), .. partitions.Select(OfPartition), .. rows, .. assumes ? await AssumeAsync(sts, cancellationToken) : []];
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

    private static Result<TokenBridgeSettings, IReadOnlyList<Diagnosis>> ReadSettings(ConfigurationSources sources)
    {
        try
        {
            return SettingsReader.Read(ServiceComposition.Configure(sources)).TryGet(out var settings, out var faults)
                ? settings
                : Refused([.. faults.Select(fault => Diagnosis.Fault(Configuration, fault.Key, fault.Message))]);
        }
        catch (InvalidDataException failure)
        {
            return Refused([Diagnosis.Fault(Configuration, $"{ForeignText.Of(failure)} {ForeignText.Of(failure.GetBaseException())}", "fix the file; it must be JSON")]);
        }

        static Result<TokenBridgeSettings, IReadOnlyList<Diagnosis>> Refused(IReadOnlyList<Diagnosis> rows) =>
            Result<TokenBridgeSettings, IReadOnlyList<Diagnosis>>.Failure(rows);
    }

    private static Diagnosis OfPartition(string warning) =>
        Diagnosis.Warning(Configuration, warning, "name a region of the roles' own partition; one service asks the STS of several partitions only where rules name the regions");

    private static IEnumerable<Diagnosis> Describe(TokenBridgeSettings settings) =>
    [
        Diagnosis.Ok(
            Configuration,
            $"{settings.Issuers.Count} {(settings.Issuers.Count == 1 ? "issuer" : "issuers")}, strategy {settings.Sts.Strategy}, region {settings.Sts.Region}"),
        .. settings.Warnings.Select(warning => Diagnosis.Warning(Configuration, warning, "change the setting, or accept what it means")),
    ];

    private Task<IReadOnlyList<Diagnosis>> BoundedAsync(string check, Func<Task<IReadOnlyList<Diagnosis>>> run, CancellationToken cancellationToken) =>
        BoundedAsync(check, run, Limit, cancellationToken);

    /// <summary>On a thread of its own: the AWS SDK looks for credentials without yielding.</summary>
    private async Task<IReadOnlyList<Diagnosis>> BoundedAsync(string check, Func<Task<IReadOnlyList<Diagnosis>>> run, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(run, cancellationToken).WaitAsync(limit, time, cancellationToken);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            return [cancellationToken.IsCancellationRequested ? Diagnosis.Skipped(check, "ended before it was done") : Diagnosis.Fault(check, $"nothing came within {limit.TotalSeconds} s", "look at the network: a firewall that drops packets looks like this")];
        }
    }
}
