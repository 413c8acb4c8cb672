using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Callers;

/// <summary>Turns the payload of a token into the caller that it describes, or says which claim forbids it. Who vouches for it is not asked here.</summary>
internal static class CallerClaims
{
    public const int MaxSubjectLength = 255;

    /// <param name="payload">A JSON object without duplicate members.</param>
    /// <param name="issuerId">The operator's name of the issuer.</param>
    /// <param name="issuer">The <c>iss</c> claim.</param>
    /// <param name="client">The <c>azp</c> claim.</param>
    /// <param name="times">Of the token.</param>
    public static Result<CallerIdentity, ClaimFault> Read(JsonElement payload, string issuerId, string issuer, string? client, TokenTimes times)
    {
        if (!ReadSubject(payload).TryGet(out var subject, out var subjectFault))
        {
            return subjectFault;
        }

        if (!ClaimText.TryRead(payload, "sid", out var session, out var sidFault))
        {
            return sidFault;
        }

        if (!ClaimText.TryRead(payload, "jti", out var tokenId, out var jtiFault))
        {
            return jtiFault;
        }

        if (!Memberships.Read(payload).TryGet(out var memberships, out var membershipFault))
        {
            return membershipFault;
        }

        return new CallerIdentity
        {
            IssuerId = issuerId,
            Issuer = issuer,
            Subject = subject,
            Client = client,
            Acr = payload.TryGetProperty("acr", out var acr) && acr.ValueKind is JsonValueKind.String ? acr.GetString() : null,
            SessionId = session,
            TokenId = tokenId,
            Groups = memberships.Groups,
            RealmRoles = memberships.RealmRoles,
            ClientRoles = memberships.ClientRoles,
            IssuedAt = times.IssuedAt,
            ExpiresAt = times.ExpiresAt,
            AuthenticatedAt = payload.TryGetProperty("auth_time", out var login) && TokenTimes.TryGetSeconds(login, out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
            Claims = payload,
        };
    }

    private static Result<string, ClaimFault> ReadSubject(JsonElement payload)
    {
        if (!ClaimText.TryRead(payload, "sub", out var subject, out var fault))
        {
            return fault;
        }

        if (subject is null)
        {
            return ClaimFault.Missing("no sub");
        }

        foreach (var character in subject)
        {
            if (char.IsControl(character))
            {
                return ClaimFault.Malformed("sub has control characters");
            }
        }

        return subject.Length is >= 1 and <= MaxSubjectLength
            ? subject
            : ClaimFault.Malformed($"sub has {subject.Length} characters, 1 to {MaxSubjectLength} are accepted");
    }
}
