using Amazon.Runtime;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Host.Sts.Sessions;
using TokenBridge.Host.Sts.WebIdentity;
using TokenBridge.Protocol;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>STS, who the service is to it, and whether it gives the rules' roles. Credentials that come of it are thrown away unread.</summary>
internal sealed class StsExamination : IDisposable
{
    private readonly StsOptions _options;
    private readonly RuleSet? _rules;
    private readonly TimeProvider _time;
    private readonly StsClients _clients;
    private readonly ServiceIdentity _identity;
    private readonly RoleAssumer _assumer;
    private readonly Lazy<Task<Result<string, StsOutcome.Failed>>> _reached;

    public StsExamination(TokenBridgeSettings settings, RuleSet? rules, AWSCredentials? identity, TimeProvider time)
    {
        (_options, _rules, _time) = (settings.Sts, rules, time);
        _clients = new StsClients(_options, identity);
        var faults = new StsFault(_options, settings.WebIdentity);
        _identity = new ServiceIdentity(_options, _clients, faults);
        var mint = settings.WebIdentity is { } own && WebIdentityKeyFile.Read(own).TryGet(out var key, out _) ? new WebIdentityTokenMint(own, key, time) : null;
        _assumer = new RoleAssumer(_options, _clients, faults, mint, time);
        CanSign = mint is not null;
        _reached = new(() => _identity.AskAsync(SessionStrategy.PassThrough, CancellationToken.None));
    }

    private bool CanSign { get; }

    public void Dispose() => _clients.Dispose();

    /// <summary>Whether anything answers, by a question that needs no identity and gets none.</summary>
    public async Task<IReadOnlyList<Diagnosis>> ReachAsync()
    {
        var check = $"STS {_options.Region}";
        var proxy = ProxyText.Of(StsClock.AddressOf(_options));
        var through = proxy is null ? "" : $" through the proxy {proxy}";
        if ((await _reached.Value).Fault is { } failure && IsOutage(failure))
        {
            return [Diagnosis.Fault(check, $"{failure.Detail}{(through.Length == 0 ? "" : $", asked{through}")}; let this machine reach {_options.Endpoint?.ToString() ?? $"the STS of {_options.Region}"} (a VPC endpoint, a proxy, TokenBridge:Sts:Endpoint)")];
        }

        var answers = Diagnosis.Ok(check, $"answers{through}");
        return await StsClock.CompareAsync(_options, _time) is { } clock ? [answers, clock] : [answers];
    }

    public async Task<IReadOnlyList<Diagnosis>> IdentifyAsync()
    {
        const string Check = "AWS identity";
        if (!Strategies().Contains(SessionStrategy.AssumeRole))
        {
            return [Diagnosis.Skipped(Check, $"strategy {_options.Strategy} needs none")];
        }

        var asked = await _identity.AskAsync(SessionStrategy.AssumeRole, CancellationToken.None);
        return !asked.TryGet(out var arn, out var failure) ? [await OfFailureAsync(Check, failure, failure.Detail)]
            : !arn.Contains(":assumed-role/", StringComparison.Ordinal) ? [Diagnosis.Ok(Check, arn)]
            : _options.MaxDuration > TimeSpan.FromHours(1)
                ? [Diagnosis.Warning(Check, $"{arn}, a role's session: AWS gives it sessions of one hour at most, MaxDuration says {_options.MaxDuration:c}", "set TokenBridge:Sts:MaxDuration to 01:00:00, or use strategy WebIdentity for longer ones")]
                : [Diagnosis.Ok(Check, $"{arn}, a role's session: sessions of one hour at most, as MaxDuration says ({_options.MaxDuration:c})")];
    }

    /// <summary>Every rule that grants.</summary>
    public IEnumerable<GrantTemplate> Roles() => _rules?.Rules.Select(rule => rule.Grant).OfType<GrantTemplate>() ?? [];

    public async Task<IReadOnlyList<Diagnosis>> AssumeAsync(GrantTemplate template)
    {
        var check = $"role of {template.RuleId}";
        if (ProbeGrant.Of(template) is not { } grant)
        {
            return [Diagnosis.Skipped(check, $"not tried: {template.Role.Text.Written} depends on the caller")];
        }

        var strategy = _options.For(grant);
        if (strategy == SessionStrategy.PassThrough || (strategy == SessionStrategy.WebIdentity && !CanSign))
        {
            return [Diagnosis.Skipped(check, strategy == SessionStrategy.PassThrough ? "not tried: it takes a caller's own token" : "not tried: there is no signing key")];
        }

        var outcome = await _assumer.AssumeAsync(new StsRequest(grant, strategy, EffectiveDuration.For(grant.Duration, strategy, _options.MaxDuration), null), CancellationToken.None);
        return [await outcome.Match(
            _ => Task.FromResult(Diagnosis.Ok(check, $"{grant.Role} is given, with {grant.Tags.Count} tags{(grant.SourceIdentity is null ? "" : " and source identity")}")),
            failed => OfFailureAsync(check, failed, $"{grant.Role}: {failed.Detail}"))];
    }

    private static bool IsOutage(StsOutcome.Failed? failure) =>
        failure is { Failure: StsFailure.StsUnavailable or StsFailure.StsUnexpectedAnswer or StsFailure.StsThrottled };

    /// <summary>One outage is one fault, not one for each thing that needed STS.</summary>
    private async Task<Diagnosis> OfFailureAsync(string check, StsOutcome.Failed failure, string detail) =>
        IsOutage(failure) && IsOutage((await _reached.Value).Fault)
            ? Diagnosis.Skipped(check, "needs an STS that answers")
            : Diagnosis.Fault(check, detail);

    private IEnumerable<SessionStrategy> Strategies() => Roles().Select(role => _options.For(role.Strategy)).Append(_options.Strategy);
}
