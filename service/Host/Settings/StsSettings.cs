using TokenBridge.Host.Sts;

namespace TokenBridge.Host.Settings;

/// <summary>Reads <c>TokenBridge:Sts</c> and <c>TokenBridge:WebIdentity</c>.</summary>
internal static class StsSettings
{
    /// <summary>What a custom endpoint's signatures name where no region is given.</summary>
    private const string DefaultRegion = "us-east-1";

    public static StsOptions Read(SettingsSection section)
    {
        var endpointText = section.Text("Endpoint");
        var region = section.Text("Region");
        if (region is null && endpointText is null)
        {
            section.Fault("Region", "is missing; write the AWS region whose STS is to be asked, such as eu-central-1");
        }
        else if (region is not null && !(region.Length is >= 2 and <= 64 && region.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')))
        {
            section.Fault("Region", $"is '{region}'; write an AWS region such as eu-central-1");
        }

        var externalId = section.Text("ExternalId");
        if (externalId is not null && !IsExternalId(externalId))
        {
            section.Fault("ExternalId", "is not 2 to 1224 of A-Z a-z 0-9 _+=,.@:/-");
        }

        var options = new StsOptions
        {
            Strategy = section.Choice("Strategy", StsStrategy.AssumeRole),
            Region = region ?? DefaultRegion,
            Endpoint = endpointText is null ? null : SettingsUri.Read(section, "Endpoint", endpointText, allowHttp: false),
            ExternalId = externalId,
            MaxDuration = section.Duration("MaxDuration", TimeSpan.FromHours(1), TimeSpan.FromMinutes(15), TimeSpan.FromHours(12)),
            Deadline = section.Duration("Deadline", TimeSpan.FromMilliseconds(900), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(60)),
            Concurrency = section.Number("Concurrency", 64, 1, 4096),
        };
        section.RefuseUnknown();
        return options;
    }

    /// <summary>Needed for strategy WebIdentity; with another one a grant may still ask for it, where the section is filled in.</summary>
    /// <returns>Null where nothing is filled in.</returns>
    public static WebIdentityOptions? ReadWebIdentity(SettingsSection section, StsStrategy strategy)
    {
        var issuerText = section.Text("Issuer");
        var audience = section.Text("Audience") ?? "sts.amazonaws.com";
        var keyPath = section.Text("SigningKeyPath");
        section.RefuseUnknown();
        if (strategy != StsStrategy.WebIdentity && (issuerText is null || keyPath is null))
        {
            return null;
        }

        if (issuerText is null)
        {
            section.Fault("Issuer", "is missing; write the https URL under which AWS reaches this service");
        }
        else if (issuerText.EndsWith('/'))
        {
            section.Fault("Issuer", "ends in a slash; leave it out, AWS compares iss to the letter");
        }

        if (keyPath is null)
        {
            section.Fault("SigningKeyPath", "is missing; make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out signing.pem");
        }

        var issuer = issuerText is null ? null : SettingsUri.Read(section, "Issuer", issuerText, allowHttp: false);
        return issuer is null || keyPath is null ? null : new WebIdentityOptions(issuer, audience, keyPath);
    }

    private static bool IsExternalId(string text) =>
        text.Length is >= 2 and <= 1224
        && text.All(character => char.IsAsciiLetterOrDigit(character) || "_+=,.@:/-".Contains(character, StringComparison.Ordinal));
}
