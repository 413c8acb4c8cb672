using TokenBridge.Configuration;
using TokenBridge.Tokens;

namespace TokenBridge.Commands.Doctor;

/// <summary>Everything that <c>serve</c> will need, tried from here; side by side where nothing depends on another.</summary>
/// <param name="surroundings">The clock, and the service's own AWS identity.</param>
/// <param name="assumes">Whether the rules' roles are tried too.</param>
internal sealed class Examination(Surroundings surroundings, bool assumes)
{
    /// <summary>For one check, whatever it waits for.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <returns>In the order in which things depend on each other.</returns>
    public async Task<IReadOnlyList<Diagnosis>> RunAsync(ConfigurationSources sources)
    {
        var (settings, found) = ReadSettings(sources);
        if (settings is null)
        {
            return [.. found, Diagnosis.Skipped("everything else", "needs a configuration without faults")];
        }

        using var documents = new IssuerDocuments(surroundings.Time);
        var rules = RulesExamination.Run(settings);
        var sts = new StsExamination(settings, rules.Rules, surroundings.AwsIdentity, surroundings.Time);
        using (sts)
        {
            var issuers = new IssuerExamination(documents, surroundings.Time);
            Task<IReadOnlyList<Diagnosis>>[] checks =
            [
                .. settings.Issuers.Select(issuer => BoundedAsync($"issuer {issuer.Id}", () => issuers.RunAsync(issuer))),
                Task.FromResult(rules.Diagnoses),
                BoundedAsync("STS", sts.ReachAsync),
                BoundedAsync("AWS identity", sts.IdentifyAsync),
                BoundedAsync("web identity", () => new WebIdentityExamination(documents).RunAsync(settings.WebIdentity)),
                Task.FromResult<IReadOnlyList<Diagnosis>>([AuditExamination.Run(settings.Audit)]),
                .. assumes ? sts.Roles().Select(role => BoundedAsync($"role of {role.RuleId}", () => sts.AssumeAsync(role))) : [],
            ];
            return [.. found, .. (await Task.WhenAll(checks)).SelectMany(rows => rows)];
        }
    }

    private static (TokenBridgeSettings? Settings, IReadOnlyList<Diagnosis> Found) ReadSettings(ConfigurationSources sources)
    {
        const string Check = "configuration";
        try
        {
            var (settings, faults) = SettingsReader.Read(TokenBridgeApplication.Configure(sources));
            return settings is null
                ? (null, [.. faults.Select(fault => Diagnosis.Fault(Check, fault.Key, fault.Message))])
                : (settings,
                [
                    Diagnosis.Ok(Check, $"{settings.Issuers.Count} {(settings.Issuers.Count == 1 ? "issuer" : "issuers")}, strategy {settings.Sts.Strategy}, region {settings.Sts.Region}"),
                    .. settings.Warnings.Select(warning => Diagnosis.Warning(Check, warning, "leave the setting out, or live with it")),
                ]);
        }
        catch (InvalidDataException failure)
        {
            return (null, [Diagnosis.Fault(Check, $"{failure.Message} {failure.GetBaseException().Message}", "mend the file; it must be JSON")]);
        }
    }

    /// <summary>On a thread of its own: the AWS SDK looks for credentials without yielding.</summary>
    private async Task<IReadOnlyList<Diagnosis>> BoundedAsync(string check, Func<Task<IReadOnlyList<Diagnosis>>> run)
    {
        try
        {
            return await Task.Run(run).WaitAsync(Limit, surroundings.Time);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            return [Diagnosis.Fault(check, $"nothing came within {Limit.TotalSeconds} s", "look at the network: a firewall that drops packets looks like this")];
        }
    }
}
