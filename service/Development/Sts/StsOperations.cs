using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using TokenBridge.Protocol.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Development.Sts;

/// <summary>The three operations of the embedded STS, each from its checks to the members of its result.</summary>
internal sealed class StsOperations(CallerAuthentication callers, StsDisturbances disturbances, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, EmbeddedRole> _roles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OidcProvider> _providers = new(StringComparer.Ordinal);
    private readonly WebIdentityVerification _verification = new(clock);

    public void Add(EmbeddedRole role) => _roles[role.Arn.Value] = role;

    public void Add(OidcProvider provider) => _providers[provider.Issuer] = provider;

    public (IReadOnlyList<XElement?>? Result, QueryFault? Fault) AssumeRole(QueryRequest query, HttpRequest request, ReadOnlySpan<byte> body)
    {
        var (principal, anonymous) = callers.Authenticate(request, body);
        if (principal is null)
        {
            return (null, anonymous);
        }

        var parameters = SessionParameters.OfAssumeRole(query);
        var (session, fault) = StartSession(parameters, new RoleCaller.Signed(principal), query.Action);
        return session is null ? (null, fault) : (RoleAnswer(session, parameters), null);
    }

    public async Task<(IReadOnlyList<XElement?>? Result, QueryFault? Fault)> AssumeRoleWithWebIdentityAsync(
        QueryRequest query, CancellationToken cancellationToken)
    {
        if (ParameterLimits.CheckToken(query["WebIdentityToken"]) is { } badToken)
        {
            return (null, badToken);
        }

        var (identity, untrusted) = await _verification.VerifyAsync(query["WebIdentityToken"]!, [.. _providers.Values], cancellationToken);
        if (identity is null)
        {
            return (null, untrusted);
        }

        var (parameters, unreadable) = AwsClaims.Read(identity.Claims, SessionParameters.Of(query));
        if (parameters is null)
        {
            return (null, unreadable);
        }

        // Before the trust policy is looked at, and with a code of its own.
        if (!AwsClaims.AllowRole(identity.Claims, parameters.RoleArn ?? ""))
        {
            return (null, QueryFault.InvalidIdentityToken("The role is not among the roles of the token."));
        }

        var (session, fault) = StartSession(parameters, new RoleCaller.Federated(identity), query.Action);
        return session is null ? (null, fault) : ([.. IdentityAnswer(identity), .. RoleAnswer(session, parameters)], null);
    }

    public (IReadOnlyList<XElement?>? Result, QueryFault? Fault) GetCallerIdentity(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var (principal, fault) = callers.Authenticate(request, body);
        return principal is null ? (null, fault) :
        (
            [
                QueryXml.Element("Arn", principal.Arn),
                QueryXml.Element("UserId", principal.UserId),
                QueryXml.Element("Account", principal.Account),
            ],
            null);
    }

    public void Dispose() => _verification.Dispose();

    private (StsPrincipal? Session, QueryFault? Fault) StartSession(SessionParameters parameters, RoleCaller caller, string operation)
    {
        if ((ParameterLimits.Check(parameters) ?? SessionTagRules.Check(parameters)) is { } badParameters)
        {
            return (null, badParameters);
        }

        if (!RoleArn.Read(parameters.RoleArn!).Succeeded)
        {
            return (null, QueryFault.Invalid($"{parameters.RoleArn} is invalid"));
        }

        var role = disturbances.DeniedRoles.ContainsKey(parameters.RoleArn!) ? null : _roles.GetValueOrDefault(parameters.RoleArn!);
        if (TrustPolicy.Check(role, caller, operation, parameters) is { } refusal)
        {
            return (null, refusal);
        }

        if (SessionBudget.Check(role!, caller, parameters) is { } overBudget)
        {
            return (null, overBudget);
        }

        // AWS counts in whole seconds.
        var expiration = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()) + parameters.Duration;
        return (callers.Add(StsPrincipal.Session(role!, parameters, expiration)), null);
    }

    private static IReadOnlyList<XElement?> IdentityAnswer(WebIdentity identity) =>
    [
        QueryXml.Element("SubjectFromWebIdentityToken", identity.Subject),
        QueryXml.Element("Audience", identity.Audience),
        QueryXml.Element("Provider", identity.Issuer),
    ];

    private IReadOnlyList<XElement?> RoleAnswer(StsPrincipal session, SessionParameters parameters)
    {
        var expiration = QueryXml.Time(disturbances.AnswersExpiration ?? session.Expiration!.Value);
        return
        [
            QueryXml.Element(
                "Credentials",
                QueryXml.Element("AccessKeyId", session.AccessKeyId),
                QueryXml.Element("SecretAccessKey", session.SecretAccessKey),
                QueryXml.Element("SessionToken", session.SessionToken),
                QueryXml.Optional("Expiration", disturbances.OmitsExpiration ? null : expiration)),
            QueryXml.Element(
                "AssumedRoleUser",
                QueryXml.Element("AssumedRoleId", session.UserId),
                QueryXml.Element("Arn", AnsweredArn(session, parameters))),
            QueryXml.Element("PackedPolicySize", SessionBudget.PackedPercent(parameters)),
            QueryXml.Optional("SourceIdentity", parameters.SourceIdentity),
        ];
    }

    private string AnsweredArn(StsPrincipal session, SessionParameters parameters) => disturbances.AnswersForRole is { } other
        ? $"arn:{other.Partition}:sts::{other.Account}:assumed-role/{other.Name}/{parameters.SessionName}"
        : session.Arn;
}
