using TokenBridge.Host.Audit.Writing;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.WebIdentity;
using TokenBridge.Protocol;
using TokenBridge.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Host;

/// <summary>What the rooms made of the files that the settings name, before anything starts.</summary>
/// <param name="Rules">Compiled.</param>
/// <param name="RulesFiles">What they were compiled from.</param>
/// <param name="Admission">How they came in, and changed ones will.</param>
/// <param name="WebIdentity">For strategy WebIdentity, of the configuration or of a grant.</param>
/// <param name="AuditSink">Where audit records go.</param>
internal sealed record StartupParts(
    RuleSet Rules, IReadOnlyList<RulesFile> RulesFiles, RuleSetAdmission Admission, (WebIdentityOptions Options, WebIdentityKey Key)? WebIdentity, AuditSink AuditSink)
{
    /// <param name="settings">Checked already.</param>
    /// <param name="standardAudit">The sink where no audit file is named.</param>
    /// <returns>Every part, or every fault; then nothing stays open.</returns>
    public static Result<StartupParts, IReadOnlyList<string>> Open(TokenBridgeSettings settings, Stream standardAudit)
    {
        List<string> faults = [];
        var admission = new RuleSetAdmission(settings.Rules, settings.RuleContext);
        var (compilation, files) = admission.Load();
        if (compilation is RuleSetCompilation.Refused refused)
        {
            faults.AddRange(refused.Faults.Select(Text));
        }

        var key = settings.WebIdentity is { } options ? Kept(WebIdentityKeyFile.Read(options), faults) : null;
        var sink = Kept(AuditSink.Open(settings.Audit, standardAudit), faults);
        if (faults.Count == 0 && compilation is RuleSetCompilation.Compiled { RuleSet: var rules } && sink is not null)
        {
            return new StartupParts(rules, files, admission, key is null ? null : (settings.WebIdentity!, key), sink);
        }

        if (settings.Audit.Path is not null)
        {
            sink?.Dispose();
        }

        return Result<StartupParts, IReadOnlyList<string>>.Failure(faults);
    }

    private static string Text(RuleFault fault) => fault.Code == FaultCode.Unreadable ? $"TokenBridge:Rules:Path: {fault}" : fault.ToString();

    private static T? Kept<T>(Result<T, string> read, List<string> faults)
        where T : class
    {
        if (read.TryGet(out var value, out var fault))
        {
            return value;
        }

        faults.Add(fault);
        return null;
    }
}
