using System.Text.Json.Nodes;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws.Granting;

namespace TokenBridge.Rules.Provisioning.Aws.Policies;

/// <summary>An OIDC provider that an account must know.</summary>
/// <param name="Partition">Of the account.</param>
/// <param name="Account">12 digits, or empty.</param>
/// <param name="Url">As it stands in <c>iss</c>.</param>
internal sealed record OidcProvider(string Partition, string Account, string Url)
{
    /// <summary>What ARNs and condition keys call it.</summary>
    public string Name => Url[(Url.IndexOf("://", StringComparison.Ordinal) + 3)..];

    public string Arn => $"arn:{Partition}:iam::{Account}:oidc-provider/{Name}";
}

/// <summary>Who may assume a role, as a trust policy says it.</summary>
/// <param name="Principal">An ARN.</param>
/// <param name="Provider">Null where the service signs with its own AWS identity.</param>
/// <param name="Audiences">Of the tokens; empty without a provider.</param>
/// <param name="Subjects">Null for any.</param>
internal sealed record TrustedParty(string Principal, OidcProvider? Provider, IReadOnlyList<string> Audiences, TextPattern? Subjects)
{
    public string Action => Provider is null ? "sts:AssumeRole" : "sts:AssumeRoleWithWebIdentity";

    public JsonObject Json() => new() { [Provider is null ? "AWS" : "Federated"] = Principal };

    /// <returns>Everybody who brings this grant; what is not configured goes to <paramref name="problems"/>.</returns>
    public static IReadOnlyList<TrustedParty> Of(GrantTrust grant, AwsSide side, HashSet<string> problems) => grant.Strategy switch
    {
        SessionStrategy.AssumeRole => Signer(side, problems),
        SessionStrategy.WebIdentity => Own(grant, side, problems),
        SessionStrategy.PassThrough => Callers(grant, side, problems),
    };

    private static IReadOnlyList<TrustedParty> Signer(AwsSide side, HashSet<string> problems)
    {
        if (side.ServiceRole is { } role)
        {
            return [new TrustedParty(role.Value, null, [], null)];
        }

        problems.Add("strategy AssumeRole: the roles must trust the service's own role; pass --service-role arn:aws:iam::<account>:role/<name>");
        return [];
    }

    private static IReadOnlyList<TrustedParty> Own(GrantTrust grant, AwsSide side, HashSet<string> problems)
    {
        if (side.TokenIssuer is not { } url)
        {
            problems.Add("strategy WebIdentity: TokenBridge:WebIdentity:Issuer is not in the settings; write the https URL under which AWS reaches the service");
            return [];
        }

        var provider = new OidcProvider(grant.Role.Partition, grant.Role.Account, url);
        return [new TrustedParty(provider.Arn, provider, [side.Audience], SubjectsOf(grant, side))];
    }

    /// <summary>With several issuers a subject is <c>issuer:sub</c>, so that people of two realms stay two.</summary>
    private static TextPattern? SubjectsOf(GrantTrust grant, AwsSide side)
    {
        if (side.Issuers.Count <= 1)
        {
            return grant.Subjects is null ? null : TextPattern.Of(grant.Subjects);
        }

        var issuers = grant.Issuers ?? [.. side.Issuers.Select(issuer => issuer.Id)];
        return TextPattern.Of(issuers.SelectMany(issuer => (grant.Subjects ?? [$"{TextPattern.Run}"]).Select(subject => $"{issuer}:{subject}")));
    }

    private static List<TrustedParty> Callers(GrantTrust grant, AwsSide side, HashSet<string> problems)
    {
        var issuers = side.Issuers.Where(issuer => grant.Issuers?.Contains(issuer.Id, StringComparer.Ordinal) != false).ToList();
        if (side.Issuers.Count == 0)
        {
            problems.Add("strategy PassThrough: the settings have no TokenBridge:Issuers, and AWS must trust the issuer of the callers' tokens");
        }

        var parties = new List<TrustedParty>();
        foreach (var issuer in issuers)
        {
            var clients = issuer.Clients is null || grant.Clients is null ? issuer.Clients ?? grant.Clients : [.. issuer.Clients.Intersect(grant.Clients, StringComparer.Ordinal)];
            if (clients is null)
            {
                problems.Add($"strategy PassThrough: AWS takes the tokens of named clients only; write TokenBridge:Issuers:{issuer.Id}:Clients");
            }
            else if (clients.Count > 0)
            {
                var provider = new OidcProvider(grant.Role.Partition, grant.Role.Account, issuer.Url);
                parties.Add(new TrustedParty(provider.Arn, provider, [.. clients.Order(StringComparer.Ordinal)], grant.Subjects is null ? null : TextPattern.Of(grant.Subjects)));
            }
        }

        return parties;
    }
}
