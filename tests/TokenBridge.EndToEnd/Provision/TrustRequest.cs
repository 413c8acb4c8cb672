using System.Text.Json.Nodes;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws.Policies;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>A call to STS as AWS sees it. Written from what the service sends, without a look at how policies are made.</summary>
internal sealed record TrustRequest
{
    public required RoleArn Role { get; init; }

    public required string Principal { get; init; }

    public required string Action { get; init; }

    /// <summary>Of the tokens; null for a signed call.</summary>
    public required string? Provider { get; init; }

    public string? Audience { get; init; }

    public string? Subject { get; init; }

    public bool? NamesRole { get; init; }

    public string? ExternalId { get; init; }

    public required string SessionName { get; init; }

    public string? SourceIdentity { get; init; }

    public required IReadOnlyList<SessionTag> Tags { get; init; }

    public required IReadOnlyList<string> TransitiveTagKeys { get; init; }

    /// <summary>The same tags set by a role of the account that anything lets in, so that nothing but the organization's guardrail is in the way.</summary>
    public JsonObject UnguardedJson(JsonObject guardrail)
    {
        var json = (this with { Principal = Principal.Replace("/tokenbridge/", "/other/", StringComparison.Ordinal) }).Json(AnybodysTrust(), Everything(), guardrail);
        json["actions"] = Texts(["sts:TagSession"]);
        return json;
    }

    public static TrustRequest Of(Grant grant, TrustSetting setting, string azp)
    {
        var sent = Of(grant.Role, setting, setting is { Strategy: SessionStrategy.WebIdentity, HasTwoIssuers: true } ? $"{grant.IssuerId}:{grant.Subject}" : grant.Subject);
        return sent with
        {
            Audience = setting.Strategy == SessionStrategy.PassThrough ? azp : sent.Audience,
            ExternalId = setting.Strategy == SessionStrategy.AssumeRole ? grant.ExternalId ?? sent.ExternalId : null,
            SessionName = grant.SessionName,
            SourceIdentity = grant.SourceIdentity,
            Tags = grant.Tags,
            TransitiveTagKeys = grant.TransitiveTagKeys,
        };
    }

    /// <summary>What does not depend on a rule.</summary>
    public static TrustRequest Of(RoleArn role, TrustSetting setting, string subject) => new()
    {
        Role = role,
        Principal = setting.Strategy == SessionStrategy.AssumeRole
            ? $"arn:aws:sts::{TrustSetting.ServiceRole.Account}:assumed-role/{TrustSetting.ServiceRole.Name}/i-1"
            : $"arn:aws:iam::{role.Account}:oidc-provider/{ProviderOf(setting)}",
        Action = setting.Strategy == SessionStrategy.AssumeRole ? "sts:AssumeRole" : "sts:AssumeRoleWithWebIdentity",
        Provider = setting.Strategy == SessionStrategy.AssumeRole ? null : ProviderOf(setting),
        Audience = setting.Strategy == SessionStrategy.WebIdentity ? "sts.amazonaws.com" : null,
        Subject = setting.Strategy == SessionStrategy.AssumeRole ? null : subject,
        NamesRole = setting.Strategy == SessionStrategy.WebIdentity ? true : null,
        ExternalId = setting is { Strategy: SessionStrategy.AssumeRole, HasExternalId: true } ? TrustSetting.ExternalId : null,
        SessionName = "",
        SourceIdentity = null,
        Tags = [],
        TransitiveTagKeys = [],
    };

    /// <param name="trust">Of the role.</param>
    /// <param name="service">What the service's own role may do; null where it signs nothing.</param>
    /// <param name="guardrail">Of the organization; null where there is none.</param>
    public JsonObject Json(JsonObject trust, JsonObject? service, JsonObject? guardrail) => new()
    {
        ["trust"] = JsonNode.Parse(trust.ToJsonString().Replace(TextInJson(TrustPolicy.ExternalIdStandIn), TextInJson(TrustSetting.ExternalId), StringComparison.Ordinal)),
        ["identity"] = Provider is null ? service?.DeepClone() : null,
        ["guardrail"] = Provider is null ? guardrail?.DeepClone() : null,
        ["role"] = Role.Value,
        ["account"] = Role.Account,
        ["principal"] = Principal,
        ["provider"] = Provider,
        ["actions"] = Texts([Action, .. Tags.Count > 0 ? ["sts:TagSession"] : Array.Empty<string>(), .. SourceIdentity is null ? Array.Empty<string>() : ["sts:SetSourceIdentity"]]),
        ["context"] = Context(),
    };

    private JsonObject Context()
    {
        var context = new JsonObject { ["sts:RoleSessionName"] = SessionName };
        foreach (var (key, value) in new[] { ("sts:SourceIdentity", SourceIdentity), ("sts:ExternalId", ExternalId), ($"{Provider}:aud", Audience), ($"{Provider}:sub", Subject) })
        {
            if (value is not null)
            {
                context[key] = value;
            }
        }

        if (Provider is null)
        {
            context["aws:PrincipalArn"] = $"arn:aws:iam::{TrustSetting.ServiceRole.Account}:role/{Principal.Split('/')[1]}";
        }

        if (NamesRole is { } names)
        {
            context["sts:RoleAuthorizedByIdp"] = names ? "true" : "false";
        }

        if (Tags.Count > 0)
        {
            context["aws:TagKeys"] = Texts(Tags.Select(tag => tag.Key));
        }

        if (TransitiveTagKeys.Count > 0)
        {
            context["sts:TransitiveTagKeys"] = Texts(TransitiveTagKeys);
        }

        foreach (var tag in Tags)
        {
            context[$"aws:RequestTag/{tag.Key}"] = tag.Value;
        }

        return context;
    }

    private static JsonObject AnybodysTrust() => JsonNode.Parse(
        """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::999988887777:root" }, "Action": ["sts:AssumeRole", "sts:TagSession"] }] }""")!.AsObject();

    private static JsonObject Everything() =>
        JsonNode.Parse("""{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }""")!.AsObject();

    private static string ProviderOf(TrustSetting setting) =>
        (setting.Strategy == SessionStrategy.WebIdentity ? TrustSetting.TokenIssuer : TrustSetting.RealmIssuer)["https://".Length..];

    private static string TextInJson(string text) => JsonValue.Create(text).ToJsonString();

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
