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

    // Empty at first: what changed between the start's own read and the first look must not be missed.
    private string _taken = "";
    private string _seen = "";

    /// <summary>One look.</summary>
    public void Look()
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

        var compilation = admission.Load();
        if (RuleSetStamp.Of(admission.Path) == stamp)
        {
            _taken = stamp;
            Take(compilation);
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

    private void Take(RuleSetCompilation compilation)
    {
        switch (compilation)
        {
            case RuleSetCompilation.Compiled compiled when compiled.RuleSet.Hash == active.Current.Hash:
                active.Replace(active.Current);
                break;
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
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "Rules {Hash} are in force: {Count} rules")]
        public static partial void Taken(ILogger logger, string hash, int count);

        [LoggerMessage(2002, LogLevel.Error, "Changed rules are not taken, the last good ones go on serving: {Fault}")]
        public static partial void Refused(ILogger logger, string fault);
    }
}
