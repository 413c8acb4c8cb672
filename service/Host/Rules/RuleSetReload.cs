using TokenBridge.Rules.Compiling;

namespace TokenBridge.Host.Rules;

/// <summary>
/// Takes changed rules into service. A set with any fault, or one of whose own tests fails, is not taken: the last good one goes on serving, and the faults are logged,
/// counted and shown by <c>/health/ready</c>.
/// </summary>
/// <remarks>
/// Files are read only once they have stood still from one look to the next, so that a file that is being written is not taken half.
/// Who can should still replace it in one step (write beside it, then rename), as Kubernetes does.
/// </remarks>
internal sealed partial class RuleSetReload(
    RuleSetAdmission admission, ActiveRuleSet active, RulesMetrics metrics, TimeProvider time, ILogger<RuleSetReload> logger)
    : BackgroundService
{
    /// <summary>Between two looks; a change is in force after two to four seconds.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();

    // Empty at first: what changed between the start's own read and the first look must not be missed.
    private string _taken = "";
    private string _seen = "";

    /// <summary>Called for each change, after it was taken or refused.</summary>
    public Action<RulesChange>? Changed { get; set; }

    /// <summary>One look.</summary>
    public void Look()
    {
        lock (_gate)
        {
            LookAlone();
        }
    }

    /// <summary>Takes what is there now, changed or not, still being written or not: somebody says that it is ready.</summary>
    public void LookAtOnce()
    {
        lock (_gate)
        {
            (_taken, _seen) = ("", RuleSetStamp.Of(admission.Path));
            LookAlone();
        }
    }

    private void LookAlone()
    {
        var stamp = RuleSetStamp.Of(admission.Path);
        if (stamp == _taken)
        {
            return;
        }

        var stoodStill = stamp == _seen;
        _seen = stamp;
        if (!stoodStill)
        {
            return;
        }

        var loaded = admission.Load();
        if (RuleSetStamp.Of(admission.Path) == stamp)
        {
            _taken = stamp;
            Take(loaded);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Look();
        }
    }

    private void Take(LoadedRules loaded)
    {
        var previous = active.Current.Hash;
        switch (loaded.Compilation)
        {
            case RuleSetCompilation.Compiled compiled when compiled.RuleSet.Hash == previous:
                active.Replace(active.Current);
                return;
            case RuleSetCompilation.Compiled compiled:
                active.Replace(compiled.RuleSet);
                metrics.Reloaded("taken");
                Log.Taken(logger, compiled.RuleSet.Hash, compiled.RuleSet.Rules.Count);
                break;
            case RuleSetCompilation.Refused refused:
                active.Refuse($"{refused.Count} faults, the first: {refused.Faults[0]}");
                metrics.Reloaded("refused");
                foreach (var fault in refused.Faults)
                {
                    Log.Refused(logger, fault.ToString());
                }

                break;
        }

        Changed?.Invoke(new RulesChange(previous, loaded));
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "Rules {Hash} are in force: {Count} rules")]
        public static partial void Taken(ILogger logger, string hash, int count);

        [LoggerMessage(2002, LogLevel.Error, "Changed rules are not taken, the last good ones go on serving: {Fault}")]
        public static partial void Refused(ILogger logger, string fault);
    }
}
