using System.Text.Json;

namespace TokenBridge.Tokens;

/// <summary>Turns the payload of a token whose signature was verified into the caller, or says which claim forbids it.</summary>
/// <remarks>
/// Order: what kind of token it is, then its times, then for whom it is, then what it says. A required claim that is absent or null is
/// <c>missing_claim</c>, one of the wrong shape <c>malformed_claim</c>; only <c>typ</c> is <c>wrong_type</c> either way, because it is what
/// tells Keycloak's tokens apart.
/// </remarks>
internal static class AccessTokenClaims
{
    public const int MaxSubjectLength = 255;

    public static TokenFault? TryRead(
        JsonElement payload, IssuerOptions issuer, TokenTimes times, out CallerIdentity? caller)
    {
        caller = null;
        if (CheckAudience(payload, issuer.Audiences) is { } audienceFault)
        {
            return audienceFault;
        }

        if (TryReadText(payload, "azp", out var client) is { } azpFault)
        {
            return azpFault;
        }

        return CheckClient(client, issuer.Clients) ?? TryReadCaller(payload, issuer.Id, issuer.Issuer, client, times, out caller);
    }

    /// <summary>The caller that a payload describes, without asking whether anybody vouches for it; for rules that are tried out, never for a request.</summary>
    /// <param name="payload">A JSON object of <see cref="StrictJson"/>.</param>
    /// <param name="issuerId">Whose tokens it is taken for.</param>
    /// <param name="now">Stands for <c>iat</c> and <c>exp</c> where they are absent.</param>
    /// <param name="caller">Where the result is null.</param>
    public static TokenFault? TryReadUnverified(JsonElement payload, string issuerId, DateTimeOffset now, out CallerIdentity? caller)
    {
        caller = null;
        if (TryReadText(payload, "azp", out var client) is { } azpFault)
        {
            return azpFault;
        }

        if (TryReadText(payload, "iss", out var issuer) is { } issuerFault)
        {
            return issuerFault;
        }

        var times = TokenTimes.TryRead(payload, out var read) is null ? read : new TokenTimes(now, now, now);
        return TryReadCaller(payload, issuerId, issuer ?? issuerId, client, times, out caller);
    }

    private static TokenFault? TryReadCaller(
        JsonElement payload, string issuerId, string issuer, string? client, TokenTimes times, out CallerIdentity? caller)
    {
        caller = null;
        if (TryReadSubject(payload, out var subject) is { } subjectFault)
        {
            return subjectFault;
        }

        if (TryReadText(payload, "sid", out var session) is { } sidFault)
        {
            return sidFault;
        }

        if (TryReadText(payload, "jti", out var tokenId) is { } jtiFault)
        {
            return jtiFault;
        }

        if (Memberships.TryRead(payload, out var memberships) is { } membershipFault)
        {
            return membershipFault;
        }

        caller = new CallerIdentity
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
        return null;
    }

    /// <summary>An access token that whoever holds it may use; a sender-constrained one needs a proof that nobody looks at here.</summary>
    public static TokenFault? CheckType(JsonElement payload)
    {
        var type = payload.TryGetProperty("typ", out var typ) && typ.ValueKind is JsonValueKind.String ? typ.GetString() : null;
        if (type is not ("Bearer" or "DPoP"))
        {
            return new(TokenRejection.WrongType, type is null ? "payload: typ is no string" : $"payload: typ {QuotedText.Of(type)}");
        }

        // A cnf that is null is still a cnf: nobody writes one by accident.
        return type is "DPoP" || payload.TryGetProperty("cnf", out _)
            ? new(TokenRejection.BoundToken, $"payload: typ {type}, bound to a key by DPoP or cnf")
            : null;
    }

    private static TokenFault? CheckAudience(JsonElement payload, IReadOnlyList<string> configured)
    {
        if (!payload.TryGetProperty("aud", out var aud) || aud.ValueKind is JsonValueKind.Null)
        {
            return new(TokenRejection.MissingClaim, "no aud");
        }

        IReadOnlyList<string> audiences;
        if (aud.ValueKind is JsonValueKind.String)
        {
            audiences = [aud.GetString()!];
        }
        else if (!StringList.TryRead(aud, out audiences))
        {
            return new(TokenRejection.MalformedClaim, "aud is neither a string nor an array of strings");
        }

        foreach (var audience in audiences)
        {
            if (Lists(configured, audience))
            {
                return null;
            }
        }

        return new(TokenRejection.WrongAudience, $"aud is {QuotedText.Of(string.Join(' ', audiences))}");
    }

    private static TokenFault? CheckClient(string? client, IReadOnlyList<string>? configured)
    {
        if (configured is null)
        {
            return null;
        }

        if (client is null)
        {
            return new(TokenRejection.MissingClaim, "no azp, and the issuer has a list of clients");
        }

        return Lists(configured, client) ? null : new(TokenRejection.WrongClient, $"azp is {QuotedText.Of(client)}");
    }

    private static TokenFault? TryReadSubject(JsonElement payload, out string subject)
    {
        subject = "";
        if (TryReadText(payload, "sub", out var text) is { } fault)
        {
            return fault;
        }

        if (text is null)
        {
            return new(TokenRejection.MissingClaim, "no sub");
        }

        subject = text;
        foreach (var character in subject)
        {
            if (char.IsControl(character))
            {
                return new(TokenRejection.MalformedClaim, "sub has control characters");
            }
        }

        return subject.Length is >= 1 and <= MaxSubjectLength
            ? null
            : new(TokenRejection.MalformedClaim, $"sub has {subject.Length} characters, 1 to {MaxSubjectLength} are accepted");
    }

    // Absent and null are null; what is there must be a string.
    private static TokenFault? TryReadText(JsonElement payload, string claim, out string? text)
    {
        text = null;
        if (!payload.TryGetProperty(claim, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            return new(TokenRejection.MalformedClaim, $"{claim} is no string");
        }

        text = value.GetString();
        return null;
    }

    private static bool Lists(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return true;
            }
        }

        return false;
    }
}
