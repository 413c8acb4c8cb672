using TokenBridge.Host.Tokens;

namespace TokenBridge.Host.Settings;

/// <summary>Reads <c>TokenBridge:Issuers</c>.</summary>
internal static class IssuerSettings
{
    private static readonly string[] KnownAlgorithms =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static IReadOnlyList<IssuerOptions> Read(SettingsSection section)
    {
        var issuers = section.Entries().Select(ReadOne).ToList();
        if (issuers.Count == 0)
        {
            section.Fault("", "names no issuer; write TokenBridge:Issuers:<name>:Issuer and TokenBridge:Issuers:<name>:Audiences");
        }

        foreach (var twin in issuers.GroupBy(issuer => issuer.Issuer, StringComparer.Ordinal).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            section.Fault("", $"names {twin.Key} more than once ({string.Join(", ", twin.Select(issuer => issuer.Id))}); one entry for each realm");
        }

        return issuers;
    }

    private static IssuerOptions ReadOne(SettingsSection section)
    {
        if (section.Key.Length > 64 || !section.Key.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
        {
            section.Fault("", "is not a name for an issuer; use 1 to 64 of A-Z a-z 0-9 _ -");
        }

        var allowHttp = section.Flag("AllowHttp", otherwise: false);
        var issuer = section.RequiredText("Issuer", "the realm's URL as it stands in iss: https://keycloak.example/realms/<realm>");
        var issuerUri = issuer.Length == 0 ? null : SettingsUri.Read(section, "Issuer", issuer, allowHttp);
        var metadata = section.Text("MetadataAddress");
        var metadataUri = metadata is not null
            ? SettingsUri.Read(section, "MetadataAddress", metadata, allowHttp)
            : issuerUri is null ? null : new Uri($"{issuer.TrimEnd('/')}/.well-known/openid-configuration");

        var options = new IssuerOptions
        {
            Id = section.Key,
            Issuer = issuer,
            Audiences = RequiredList(section, "Audiences", "the audience that the realm's mapper adds, such as tokenbridge"),
            Clients = section.List("Clients"),
            MetadataAddress = metadataUri ?? new Uri("https://invalid.invalid/"),
            Algorithms = ReadAlgorithms(section),
            AllowHttp = allowHttp,
            MaxTokenLifetime = section.Duration("MaxTokenLifetime", TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            ClockSkew = section.Duration("ClockSkew", TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromMinutes(5)),
            KeyRefresh = section.Duration("KeyRefresh", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            UnknownKeyInterval = section.Duration("UnknownKeyInterval", TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromHours(1)),
        };
        section.RefuseUnknown();
        return options;
    }

    private static IReadOnlyList<string> RequiredList(SettingsSection section, string key, string what)
    {
        if (section.List(key) is { Count: > 0 } list)
        {
            return list;
        }

        section.Fault(key, $"is missing; write {section.Path}:{key}:0 = {what}");
        return [];
    }

    private static IReadOnlyList<string> ReadAlgorithms(SettingsSection section)
    {
        var algorithms = section.List("Algorithms") ?? ["RS256", "PS256", "ES256"];
        foreach (var algorithm in algorithms.Where(algorithm => !KnownAlgorithms.Contains(algorithm, StringComparer.Ordinal)))
        {
            section.Fault("Algorithms", $"holds '{algorithm}'; write some of {string.Join(", ", KnownAlgorithms)}");
        }

        return algorithms;
    }
}
