using TokenBridge.Host.Settings.Keys;
using TokenBridge.Host.Tokens;

namespace TokenBridge.Host.Settings;

/// <summary>Reads <c>TokenBridge:Issuers</c>.</summary>
internal static class IssuerSettings
{
    /// <summary>In the place of one that was refused; nothing starts with it.</summary>
    private static readonly Uri Nowhere = new("https://invalid.invalid/");

    public static IReadOnlyList<IssuerOptions> Read(SettingsSection section)
    {
        var issuers = section.Entries().Select(ReadOne).ToList();
        if (issuers.Count == 0)
        {
            section.Fault("", "names no issuer; write TokenBridge:Issuers:<name>:Issuer and TokenBridge:Issuers:<name>:Audiences");
        }

        var byUrl = issuers.GroupBy(issuer => issuer.Issuer, StringComparer.Ordinal);
        foreach (var twin in byUrl.Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            section.Fault("", $"names {twin.Key} more than once ({string.Join(", ", twin.Select(issuer => issuer.Id))}); one entry for each realm");
        }

        return issuers;
    }

    private static IssuerOptions ReadOne(SettingsSection section)
    {
        if (!SettingKeys.Issuer.Id.Fits(section.Key))
        {
            section.Fault("", "is not a name for an issuer; use 1 to 64 of A-Z a-z 0-9 _ -");
        }

        var allowHttp = SettingKeys.Issuer.AllowHttp.Read(section);
        var (issuer, metadata) = ReadAddresses(section, allowHttp);
        var options = new IssuerOptions
        {
            Id = section.Key,
            Issuer = issuer,
            Audiences = SettingKeys.Issuer.Audiences.ReadNeeded(section),
            Clients = SettingKeys.Issuer.Clients.Read(section),
            MetadataAddress = metadata ?? Nowhere,
            Algorithms = SettingKeys.Issuer.Algorithms.Read(section) ?? [],
            AllowHttp = allowHttp,
            IsRequired = SettingKeys.Issuer.Required.Read(section),
            MaxTokenLifetime = SettingKeys.Issuer.MaxTokenLifetime.Read(section),
            ClockSkew = SettingKeys.Issuer.ClockSkew.Read(section),
            KeyRefresh = SettingKeys.Issuer.KeyRefresh.Read(section),
            UnknownKeyInterval = SettingKeys.Issuer.UnknownKeyInterval.Read(section),
        };
        section.RefuseUnknown();
        return options;
    }

    /// <returns>The issuer as written, empty where it is missing; where its discovery document is, null where that is refused.</returns>
    private static (string Issuer, Uri? Metadata) ReadAddresses(SettingsSection section, bool allowHttp)
    {
        var issuer = SettingKeys.Issuer.Url.Read(section);
        if (issuer is null)
        {
            SettingKeys.Issuer.Url.RefuseAbsent(section);
        }

        var isGood = issuer is not null && SettingKeys.Issuer.Url.Check(section, issuer, allowHttp) is not null;
        var metadata = SettingKeys.Issuer.MetadataAddress.Read(section) is { } written
            ? SettingKeys.Issuer.MetadataAddress.Check(section, written, allowHttp)
            : isGood ? new Uri($"{issuer!.TrimEnd('/')}/.well-known/openid-configuration") : null;
        return (issuer ?? "", metadata);
    }
}
