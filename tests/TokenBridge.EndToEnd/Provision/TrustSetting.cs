using FsCheck;
using FsCheck.Fluent;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws.Granting;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>What surrounds a rule set: the strategy, the issuers, and the defaults that every grant begins with.</summary>
/// <param name="Strategy">Configured.</param>
/// <param name="HasTwoIssuers">Then the rules are for the one called research.</param>
/// <param name="HasExternalId">Configured.</param>
/// <param name="SessionName">A template.</param>
/// <param name="SourceIdentity">A template; null for none.</param>
/// <param name="HasTag">A tag with a fixed value beside those of the rules, which roles assumed later keep.</param>
internal sealed record TrustSetting(SessionStrategy Strategy, bool HasTwoIssuers, bool HasExternalId, string SessionName, string? SourceIdentity, bool HasTag)
{
    public const string TokenIssuer = "https://tokenbridge.example";
    public const string RealmIssuer = "https://kc.example/realms/ml";
    public const string ExternalId = "tb-7";

    private const string Defaults = """defaults: { session_name: "{user}", source_identity: "s-{sub}" }""";

    /// <summary>A template of the rules, which wins over what is configured; null for none.</summary>
    public string? RulesExternalId { get; init; }

    /// <summary>Roles have a path.</summary>
    public bool HasPath { get; init; }

    public static RoleArn ServiceRole { get; } = RoleArn.Parse("arn:aws:iam::999988887777:role/tokenbridge");

    public static Gen<TrustSetting> Any { get; } =
        from strategy in Gen.Elements(Enum.GetValues<SessionStrategy>())
        from two in Gen.Elements(true, false)
        from external in Gen.Elements(true, false)
        from name in Gen.Elements("{user}", "tb-{user}", "{user}-tb", "fixed-name", $"{new string('p', 50)}-{{user}}")
        from identity in Gen.Elements("s-{sub}", "{sub}", "fixed-identity", null!)
        from tag in Gen.Elements(true, false)
        from rulesExternal in Gen.Elements(null!, null!, "fixed/id", "id-{sub}")
        from path in Gen.Elements(true, false)
        select new TrustSetting(strategy, two, external, name, identity, tag) { RulesExternalId = rulesExternal, HasPath = path };

    public AwsSide Side => new()
    {
        Strategy = Strategy,
        TokenIssuer = TokenIssuer,
        ServiceRole = ServiceRole,
        SendsExternalId = HasExternalId,
        Issuers = [new AwsIssuer("research", RealmIssuer, ["notebook", "hub"]), .. HasTwoIssuers ? [new AwsIssuer("partners", "https://kc.example/realms/p", ["notebook"])] : Array.Empty<AwsIssuer>()],
    };

    /// <param name="yaml">A generated rules file.</param>
    public string Apply(string yaml)
    {
        var identity = SourceIdentity is null ? "" : $", source_identity: \"{SourceIdentity}\"";
        var tag = HasTag ? ", tags: { kind: lab }, transitive_tags: [kind]" : "";
        var external = RulesExternalId is null ? "" : $", external_id: \"{RulesExternalId}\"";
        var issuer = HasTwoIssuers ? "issuer: research\n" : "";
        return yaml.Replace(Defaults, $"{issuer}defaults: {{ session_name: \"{SessionName}\"{identity}{external}{tag} }}", StringComparison.Ordinal)
            .Replace(":role/", HasPath ? ":role/teams/x/" : ":role/", StringComparison.Ordinal);
    }
}
