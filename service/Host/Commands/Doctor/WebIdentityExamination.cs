using TokenBridge.Host.Settings.Keys;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.WebIdentity;
using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Keys;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>The service as an OIDC issuer: its key, and what AWS finds under its public URL.</summary>
internal sealed class WebIdentityExamination(IssuerDocuments documents, IReadOnlyList<string> ownUrls)
{
    public async Task<IReadOnlyList<Diagnosis>> RunAsync(WebIdentityOptions? options)
    {
        if (options is null)
        {
            return [];
        }

        const string Check = "web identity key";
        return WebIdentityKeyFile.Read(options).TryGet(out var key, out var fault)
            ? [Diagnosis.Ok(Check, $"{key.SigningCredentials.Algorithm}, kid {key.PublicKey.Kid}"), await PublishedAsync(options, key)]
            : [Diagnosis.Fault(Check, fault, "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out signing.pem, readable by the service's user")];
    }

    private async Task<Diagnosis> PublishedAsync(WebIdentityOptions options, WebIdentityKey key)
    {
        const string Check = "web identity discovery";
        var issuer = new IssuerOptions
        {
            Id = "tokenbridge",
            Issuer = options.IssuerText,
            Audiences = [options.Audience],
            MetadataAddress = new Uri($"{options.IssuerText}/.well-known/openid-configuration"),
            Algorithms = [key.SigningCredentials.Algorithm],
            AllowHttp = SettingKeys.Issuer.AllowHttp.Default,
            MaxTokenLifetime = SettingKeys.Issuer.MaxTokenLifetime.Default,
            ClockSkew = SettingKeys.Issuer.ClockSkew.Default,
            KeyRefresh = SettingKeys.Issuer.KeyRefresh.Default,
            UnknownKeyInterval = SettingKeys.Issuer.UnknownKeyInterval.Default,
        };
        return !(await new IssuerKeySource(issuer, documents).ReadKeysAsync(previous: null)).TryGet(out var keys, out var fault)
            ? await OfUnreadAsync(Check, fault)
            : keys.Find(key.PublicKey.Kid) is null
                ? Diagnosis.Fault(Check, "the keys there are of another signing key", "give every instance the same SigningKeyPath, and restart those that hold the old one")
                : Diagnosis.Ok(Check, $"{options.IssuerText} publishes this key");
    }

    /// <summary>Before the service is started for the first time nobody can answer there.</summary>
    private async Task<Diagnosis> OfUnreadAsync(string check, string fault)
    {
        const string Remedy = "AWS must reach this address: start the service, and lead its public name (TokenBridge:WebIdentity:Issuer) to it";
        return await ListensAsync()
            ? Diagnosis.Fault(check, fault, Remedy)
            : Diagnosis.Warning(check, $"{fault}; the service does not run here yet ({string.Join(", ", ownUrls)})", $"{Remedy}, then run doctor once more");
    }

    /// <summary>Whether anybody takes connections where the service would.</summary>
    private async Task<bool> ListensAsync()
    {
        foreach (var url in ownUrls)
        {
            if (SelfReference.Read(url) is { } uri && await documents.AnswersAsync(new Uri(uri, "/health/live")))
            {
                return true;
            }
        }

        return false;
    }
}
