using TokenBridge.Host.Rules;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.WebIdentity;
using TokenBridge.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Host.Settings;

/// <summary>The files that the settings name, read and checked before anything starts.</summary>
/// <param name="Rules">Compiled.</param>
/// <param name="Admission">How they came in, and changed ones will.</param>
/// <param name="WebIdentity">For strategy WebIdentity, of the configuration or of a grant.</param>
/// <param name="AuditSink">Where audit records go.</param>
internal sealed record StartupInputs(RuleSet Rules, RuleSetAdmission Admission, (WebIdentityOptions Options, WebIdentityKey Key)? WebIdentity, Stream AuditSink)
{
    /// <param name="settings">Checked already.</param>
    /// <param name="standardAudit">The sink where no audit file is named.</param>
    public static (StartupInputs? Inputs, IReadOnlyList<string> Faults) Read(TokenBridgeSettings settings, Stream standardAudit)
    {
        List<string> faults = [];
        var admission = AdmissionOf(settings);
        var rules = LoadRules(admission, faults);
        var key = settings.WebIdentity is { } options ? ReadKey(options, faults) : null;
        var sink = settings.Audit.Path is { } path ? OpenAudit(path, faults) : standardAudit;
        return faults.Count == 0
            ? (new StartupInputs(rules!, admission, key is null ? null : (settings.WebIdentity!, key), sink!), faults)
            : (null, faults);
    }

    /// <summary>How rules come into service.</summary>
    public static RuleSetAdmission AdmissionOf(TokenBridgeSettings settings) => new(settings.Rules, ContextOf(settings));

    private static RuleSet? LoadRules(RuleSetAdmission admission, List<string> faults)
    {
        var compilation = admission.Load();
        faults.AddRange((compilation as RuleSetCompilation.Refused)?.Faults.Select(Text) ?? []);
        return (compilation as RuleSetCompilation.Compiled)?.RuleSet;
    }

    private static string Text(RuleFault fault) => fault.Code == FaultCode.Unreadable ? $"TokenBridge:Rules:Path: {fault}" : fault.ToString();

    /// <summary>What the rules are compiled against, at start and at every reload.</summary>
    public static RuleSetContext ContextOf(TokenBridgeSettings settings) => new([.. settings.Issuers.Select(issuer => issuer.Id)])
    {
        DefaultStrategy = settings.Sts.Strategy switch
        {
            StsStrategy.AssumeRole => SessionStrategy.AssumeRole,
            StsStrategy.WebIdentity => SessionStrategy.WebIdentity,
            StsStrategy.PassThrough => SessionStrategy.PassThrough,
        },
        Strategies = settings.WebIdentity is null
            ? [SessionStrategy.AssumeRole, SessionStrategy.PassThrough]
            : Enum.GetValues<SessionStrategy>(),
    };

    /// <returns>Null where there is a fault, which holds nothing of the key.</returns>
    public static WebIdentityKey? ReadKey(WebIdentityOptions options, List<string> faults)
    {
        const string Setting = "TokenBridge:WebIdentity:SigningKeyPath";
        try
        {
            if (WebIdentityKey.TryRead(File.ReadAllText(options.SigningKeyPath), out var key, out var fault))
            {
                return key;
            }

            faults.Add($"{Setting}: {options.SigningKeyPath} {fault}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{Setting}: {options.SigningKeyPath} cannot be read ({failure.GetType().Name})");
        }

        return null;
    }

    private static FileStream? OpenAudit(string path, List<string> faults)
    {
        try
        {
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            faults.Add($"TokenBridge:Audit:Path: {path} cannot be opened for appending ({failure.GetType().Name})");
            return null;
        }
    }
}
