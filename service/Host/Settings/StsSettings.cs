using TokenBridge.Host.Settings.Keys;
using TokenBridge.Host.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Settings;

/// <summary>Reads <c>TokenBridge:Sts</c> and <c>TokenBridge:WebIdentity</c>.</summary>
internal static class StsSettings
{
    public static StsOptions Read(SettingsSection section)
    {
        var endpoint = SettingKeys.Sts.Endpoint.Read(section);
        var region = SettingKeys.Sts.Region.Read(section);
        if (region is null && endpoint is null)
        {
            SettingKeys.Sts.Region.RefuseAbsent(section);
        }

        var externalId = SettingKeys.Sts.ExternalId.Read(section);
        var options = new StsOptions
        {
            Strategy = SettingKeys.Sts.Strategy.Read(section),
            Region = region ?? SettingKeys.Sts.RegionOfEndpoint,
            Endpoint = endpoint is null ? null : SettingKeys.Sts.Endpoint.Check(section, endpoint, allowHttp: false),
            ExternalId = externalId,
            MaxDuration = SettingKeys.Sts.MaxDuration.Read(section),
            Deadline = SettingKeys.Sts.Deadline.Read(section),
            Concurrency = SettingKeys.Sts.Concurrency.Read(section),
        };
        section.RefuseUnknown();
        return options;
    }

    /// <summary>Needed for strategy WebIdentity; with another one a grant may still ask for it, where the section is filled in.</summary>
    /// <returns>Null where nothing is filled in.</returns>
    public static WebIdentityOptions? ReadWebIdentity(SettingsSection section, SessionStrategy strategy)
    {
        var issuerText = SettingKeys.WebIdentity.Issuer.Read(section);
        var audience = SettingKeys.WebIdentity.Audience.ReadNeeded(section);
        var keyPath = SettingKeys.WebIdentity.SigningKeyPath.Read(section);
        section.RefuseUnknown();
        if (strategy != SessionStrategy.WebIdentity && (issuerText is null || keyPath is null))
        {
            return null;
        }

        if (issuerText is null)
        {
            SettingKeys.WebIdentity.Issuer.RefuseAbsent(section);
        }
        else if (issuerText.EndsWith('/'))
        {
            section.Fault("Issuer", "ends in a slash; leave it out, AWS compares iss to the letter");
        }

        if (keyPath is null)
        {
            SettingKeys.WebIdentity.SigningKeyPath.RefuseAbsent(section);
        }

        var issuer = issuerText is null ? null : SettingKeys.WebIdentity.Issuer.Check(section, issuerText, allowHttp: false);
        return issuer is null || keyPath is null ? null : new WebIdentityOptions(issuer, audience, keyPath);
    }
}
