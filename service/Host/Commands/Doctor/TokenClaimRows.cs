using System.Text.Json;
using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Reading;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Callers;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>What stands in a token's payload beside what the configuration wants, a row for each check.</summary>
/// <param name="payload">Perhaps of a token that nobody has verified.</param>
/// <param name="now">The time of the examination.</param>
internal sealed class TokenClaimRows(JsonElement payload, DateTimeOffset now)
{
    /// <param name="iss">Of the token; null where it is absent or no string.</param>
    /// <param name="named">The configured issuer of that name; null for none.</param>
    /// <param name="configured">All of them.</param>
    public static Diagnosis Issuer(string? iss, IssuerOptions? named, IReadOnlyList<IssuerOptions> configured)
    {
        const string Check = "token issuer";
        return named is not null
            ? Diagnosis.Ok(Check, $"{named.Id}, {SafeText.Quote(named.Issuer)}")
            : Diagnosis.Fault(
                Check,
                $"{(iss is null ? "iss is no text" : SafeText.Quote(iss))}; configured {(configured.Count == 1 ? "is" : "are")} {SafeText.QuoteList([.. configured.Select(issuer => issuer.Issuer)])}."
                    + LookAlike.TellAmong(iss ?? "", configured.Select(issuer => issuer.Issuer)),
                "log in by the URL that is configured (localhost is not 127.0.0.1, http is not https), or write the token's iss to the letter into TokenBridge:Issuers:<name>:Issuer");
    }

    /// <param name="issuer">Whose settings count.</param>
    public IEnumerable<Diagnosis> For(IssuerOptions issuer) => [Kind(), Audience(issuer), Client(issuer), Lifetime(issuer)];

    private static string Setting(IssuerOptions issuer, string key) => $"TokenBridge:Issuers:{issuer.Id}:{key}";

    private Diagnosis Kind() => AccessTokenClaims.CheckType(payload) is { } fault
        ? Diagnosis.Fault("token kind", fault.Detail, fault.Reason == TokenRejection.BoundToken
            ? "use a Keycloak client without DPoP or mTLS bound tokens"
            : "take access_token of Keycloak's answer, not id_token or refresh_token")
        : Diagnosis.Ok("token kind", "an access token");

    private Diagnosis Audience(IssuerOptions issuer)
    {
        const string Check = "token audience";
        var found = Audiences();
        var wanted = SafeText.QuoteList(issuer.Audiences);
        return found.FirstOrDefault(audience => issuer.Audiences.Contains(audience, StringComparer.Ordinal)) is { } fits
            ? Diagnosis.Ok(Check, SafeText.Quote(fits))
            : Diagnosis.Fault(
                Check,
                $"aud is {(found.Count == 0 ? "absent" : SafeText.QuoteList(found))}, and one of {wanted} is wanted.{found.Select(audience => LookAlike.TellAmong(audience, issuer.Audiences)).FirstOrDefault(told => told.Length > 0)}",
                $"give the Keycloak client a mapper of type Audience (Included Custom Audience: {issuer.Audiences[0]}, Add to access token: on), or a client scope with one; then log in again");
    }

    private List<string> Audiences() => !payload.TryGetProperty("aud", out var aud) ? []
        : aud.ValueKind is JsonValueKind.String ? [aud.GetString()!]
        : StringList.TryRead(aud, out var texts) ? [.. texts]
        : [];

    private Diagnosis Client(IssuerOptions issuer)
    {
        const string Check = "token client";
        var client = ClaimText.TryRead(payload, "azp", out var azp, out _) ? azp : null;
        return issuer.Clients is not { } allowed ? Diagnosis.Ok(Check, $"{(client is null ? "no azp" : SafeText.Quote(client))}; any is let in")
            : client is not null && allowed.Contains(client, StringComparer.Ordinal) ? Diagnosis.Ok(Check, SafeText.Quote(client))
            : Diagnosis.Fault(
                Check,
                $"azp is {(client is null ? "absent" : SafeText.Quote(client))}, and one of {SafeText.QuoteList(allowed)} is let in.{LookAlike.TellAmong(client ?? "", allowed)}",
                $"log in through one of these clients, or add this one to {Setting(issuer, "Clients")}");
    }

    private Diagnosis Lifetime(IssuerOptions issuer)
    {
        const string Check = "token lifetime";
        if (!TokenTimes.Read(payload).TryGet(out var times, out var wrong))
        {
            return Diagnosis.Fault(Check, wrong.Detail, "check the mappers of the Keycloak client: exp and iat are Keycloak's own");
        }

        // What the realm has revoked stands in the row of its not-before.
        var seen = $"lives {times.ExpiresAt - times.IssuedAt:c}, until {times.ExpiresAt:u}";
        return times.Check(issuer, revokedBefore: 0, now) is not { } fault ? Diagnosis.Ok(Check, seen) : Diagnosis.Fault(Check, $"{seen}: {fault.Detail}", fault.Reason switch
        {
            TokenRejection.Expired => "log in again; where new tokens are expired at once, set both clocks by a time server",
            TokenRejection.NotYetValid => "set both clocks by a time server",
            TokenRejection.LifetimeTooLong => $"shorten Access Token Lifespan of the Keycloak client or realm, or raise {Setting(issuer, "MaxTokenLifetime")}",
            _ => "look at the mappers of the Keycloak client",
        });
    }
}
