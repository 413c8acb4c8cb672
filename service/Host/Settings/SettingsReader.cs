using TokenBridge.Host.Audit;
using TokenBridge.Host.Operations.Limits;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Settings.Keys;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Loopback;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Settings;

/// <summary>Reads the section <c>TokenBridge</c> and reports every fault at once.</summary>
internal static class SettingsReader
{
    public static Result<TokenBridgeSettings, IReadOnlyList<ConfigurationFault>> Read(IConfiguration configuration)
    {
        List<ConfigurationFault> faults = [];
        var root = new SettingsSection(configuration.GetSection("TokenBridge"), faults);
        var warnings = new List<string>();

        var written = configuration["Urls"] is { Length: > 0 } some ? some : DefaultAddress.Url;
        var urls = written.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var issuers = IssuerSettings.Read(root.Section("Issuers"));
        var rules = ReadRules(root.Section("Rules"));
        var sts = StsSettings.Read(root.Section("Sts")) with
        {
            SubjectsNameIssuer = issuers.Count > 1,
            AsksItself = SelfReference.Find(name => configuration[name], urls, SelfReference.DefaultChain),
        };
        var settings = new TokenBridgeSettings
        {
            Issuers = issuers,
            Rules = rules,
            Sts = sts,
            WebIdentity = StsSettings.ReadWebIdentity(root.Section("WebIdentity"), sts.Strategy),
            CredentialCache = ReadCache(root.Section("CredentialCache")),
            RateLimits = ReadRateLimits(root.Section("RateLimits")),
            Audit = ReadAudit(root.Section("Audit")),
            TokenLimit = new TokenLimit(SettingKeys.Root.MaxTokenLength.Read(root)),
            TrustedProxies = ReadProxies(root),
            Operations = OperationsSettings.Read(root.Section(SettingKeys.Operations.Section.Name), configuration["Urls"]),
            AllowedHosts = HostSettings.Read(root, configuration["AllowedHosts"]),
            Urls = urls,
            Warnings = warnings,
        };
        WarnOfLogout(root.Section("BackchannelLogout"), warnings);
        WarnOfPassThrough(sts, warnings);
        WarnOfItself(sts, warnings);
        WarnOfRegion(sts, warnings);
        if (SelfReference.LeadsHere(sts.Endpoint?.OriginalString, urls))
        {
            root.Fault("Sts:Endpoint", "is an address of this service itself, which would ask itself; name an STS, or leave it out for that of AWS");
        }

        WarnOfAudience(issuers, warnings);
        root.RefuseUnknown();

        return faults.Count == 0 ? settings : Result<TokenBridgeSettings, IReadOnlyList<ConfigurationFault>>.Failure(faults);
    }

    private static RulesOptions ReadRules(SettingsSection section)
    {
        var options = new RulesOptions(SettingKeys.Rules.Path.ReadNeeded(section), SettingKeys.Rules.Reload.Read(section));
        section.RefuseUnknown();
        return options;
    }

    private static CredentialCacheOptions ReadCache(SettingsSection section)
    {
        var options = new CredentialCacheOptions(SettingKeys.CredentialCache.Capacity.Read(section));
        section.RefuseUnknown();
        return options;
    }

    private static RateLimitOptions ReadRateLimits(SettingsSection section)
    {
        var options = new RateLimitOptions(SettingKeys.RateLimits.PerSubject.Read(section), SettingKeys.RateLimits.FailedPerAddress.Read(section));
        section.RefuseUnknown();
        return options;
    }

    private static AuditOptions ReadAudit(SettingsSection section)
    {
        var options = new AuditOptions(SettingKeys.Audit.Path.Read(section), SettingKeys.Audit.Claims.Read(section));
        SettingKeys.Audit.ChainKeyPath.Read(section);
        section.RefuseUnknown();
        return options;
    }

    private static List<Network> ReadProxies(SettingsSection root)
    {
        List<Network> networks = [];
        foreach (var text in SettingKeys.Root.TrustedProxies.Read(root) ?? [])
        {
            if (Network.Read(text).TryGet(out var network, out var wrong))
            {
                networks.Add(network);
            }
            else
            {
                root.Fault(SettingKeys.Root.TrustedProxies.Name, $"holds '{text}', which {wrong}");
            }
        }

        return networks;
    }

    private static void WarnOfItself(StsOptions sts, List<string> warnings)
    {
        if (sts is { Strategy: SessionStrategy.AssumeRole, AsksItself: { } why })
        {
            warnings.Add(why);
        }
    }

    private static void WarnOfRegion(StsOptions sts, List<string> warnings)
    {
        if (sts.Endpoint is null && !AwsRegion.Known.Contains(sts.Region, StringComparer.Ordinal))
        {
            warnings.Add($"TokenBridge:Sts:Region: AWS is not known to have a region {SafeText.Quote(sts.Region)}{DidYouMean.Suggest(sts.Region, AwsRegion.Known, "a new one may be missing here")}");
        }
    }

    private static void WarnOfPassThrough(StsOptions sts, List<string> warnings)
    {
        if (sts.Strategy == SessionStrategy.PassThrough)
        {
            warnings.Add(
                "Strategy PassThrough sends each caller's own token to STS: session tags and source identity are what Keycloak put into it, "
                + "and those of the rules are not sent.");
        }
    }

    /// <summary>
    /// Keycloak's scope <c>roles</c> puts it into the token of whoever has a role of the account console, which by default is everybody.
    /// </summary>
    private static void WarnOfAudience(IReadOnlyList<IssuerOptions> issuers, List<string> warnings) => warnings.AddRange(issuers
        .Where(issuer => issuer.Audiences.Contains("account", StringComparer.Ordinal))
        .Select(issuer =>
            $"TokenBridge:Issuers:{issuer.Id}:Audiences holds 'account', which stands in nearly every token of a Keycloak realm: "
            + "a token that was got for any other application is taken here too. "
            + "Add an audience mapper for this service to the clients that may use it, and write its audience instead."));

    private static void WarnOfLogout(SettingsSection section, List<string> warnings)
    {
        if (SettingKeys.BackchannelLogout.Enabled.Read(section))
        {
            warnings.Add(
                "TokenBridge:BackchannelLogout:Enabled is true, but this version takes no logout tokens yet: "
                + "a session ended at Keycloak keeps its access tokens until they expire or the realm's not-before passes them.");
        }

        section.RefuseUnknown();
    }
}
