using System.Text;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>
/// The statement that a role's trust policy needs before AWS lets TokenBridge have this grant, ready to be pasted. AWS answers a missing one with
/// <c>AccessDenied</c>, which names at most the first action that failed.
/// </summary>
internal static class TrustStatement
{
    /// <param name="request">What was refused.</param>
    /// <param name="said">AWS's own message, which names the caller where it signed.</param>
    /// <param name="own">The issuer of the service's own tokens, for strategy WebIdentity.</param>
    /// <param name="externalId">As it was sent.</param>
    public static string For(StsRequest request, string said, WebIdentityOptions? own, string? externalId)
    {
        var (principal, condition) = request.Strategy switch
        {
            SessionStrategy.AssumeRole => ($$"""{"AWS":"{{SigningPrincipal(said)}}"}""", externalId is null ? null : Equal("sts:ExternalId", externalId)),
            SessionStrategy.WebIdentity => Federated(request.Grant.Role, WithoutScheme(own!.IssuerText), own.Audience),
            SessionStrategy.PassThrough => Federated(request.Grant.Role, "<issuer of the caller's realm, without https://>", "<azp of the caller's token>"),
        };
        var text = new StringBuilder($$"""{"Effect":"Allow","Principal":{{principal}},"Action":[{{string.Join(',', Actions(request).Select(action => $"\"sts:{action}\""))}}]""");
        return (condition is null ? text : text.Append(",\"Condition\":").Append(condition)).Append('}').ToString();
    }

    /// <summary>Tags and source identity are actions of their own, also where the token carries them.</summary>
    private static IEnumerable<string> Actions(StsRequest request)
    {
        yield return StsMetrics.Operation(request.Strategy);
        if (request.Grant.Tags.Count > 0)
        {
            yield return "TagSession";
        }

        if (request.Grant.SourceIdentity is not null)
        {
            yield return "SetSourceIdentity";
        }
    }

    private static (string Principal, string Condition) Federated(RoleArn role, string issuer, string audience) =>
        ($$"""{"Federated":"arn:{{role.Partition}}:iam::{{role.Account}}:oidc-provider/{{issuer}}"}""", Equal($"{issuer}:aud", audience));

    private static string Equal(string key, string value) => $$$"""{"StringEquals":{"{{{key}}}":"{{{value}}}"}}""";

    private static string WithoutScheme(string issuer) => issuer[(issuer.IndexOf("://", StringComparison.Ordinal) + 3)..];

    /// <summary>"User: arn:aws:sts::…:assumed-role/name/session is not authorized …"; a trust policy names the role, not its session.</summary>
    private static string SigningPrincipal(string said)
    {
        const string Unknown = "<ARN of the service's own role>";
        var fields = AwsWording.Signer(said)?.Split(':', 6) ?? [];
        if (fields.Length != 6 || fields[0] != "arn" || !fields[5].All(character => RoleArn.IsNameCharacter(character) || character == '/'))
        {
            return Unknown;
        }

        // Ceph RGW keeps the role's path before its name.
        return fields[2] == "sts" && fields[5].Split('/') is ["assumed-role", .. { Length: > 0 } role, _]
            ? $"arn:{fields[1]}:iam::{fields[4]}:role/{string.Join('/', role)}"
            : string.Join(':', fields);
    }
}
