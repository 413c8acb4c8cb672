using System.Text.Json;

namespace TokenBridge.Development.Sts;

/// <summary>A request that the embedded STS got, answered or not.</summary>
/// <param name="Action">The operation asked for.</param>
/// <param name="Parameters">The form, secrets included: it lives in memory only.</param>
/// <param name="Authorization">The header as it came; null for an unsigned call.</param>
/// <param name="WebIdentityClaims">The payload of its web identity token, unverified.</param>
internal sealed record RecordedRequest(
    string Action, IReadOnlyDictionary<string, string> Parameters, string? Authorization, JsonElement? WebIdentityClaims)
{
    /// <summary>What it asks for, from parameters or claims; null where the operation assumes no role or the claims cannot be read.</summary>
    public SessionParameters? Session { get; private init; }

    public static RecordedRequest Of(QueryRequest request, string? authorization)
    {
        var claims = WebIdentity.DecodePayload(request["WebIdentityToken"]);
        return new RecordedRequest(request.Action, request.Parameters, authorization, claims)
        {
            Session = request.Action switch
            {
                "AssumeRole" => SessionParameters.OfAssumeRole(request),
                "AssumeRoleWithWebIdentity" when claims is { } read => AwsClaims.Read(read, SessionParameters.Of(request)).Parameters,
                _ => null,
            },
        };
    }

    public override string ToString() => $"{Action} {Session?.RoleArn}";
}
