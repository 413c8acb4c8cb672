using System.Text.Json;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Settings;
using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>
/// One access token as the service would take it: first what the service itself says, then check by check what the token holds. A request is refused by
/// the first fault; here each has its row, also of a token that nobody has verified.
/// </summary>
internal sealed class TokenExamination(TokenBridgeSettings settings, RuleSet? rules, TimeProvider time)
{
    private const string Check = "token";

    /// <param name="token">Without its scheme; nothing of it is shown but names and claims.</param>
    public async Task<IReadOnlyList<Diagnosis>> RunAsync(string token)
    {
        var verdict = await ValidateAsync(token);
        var spoken = verdict.Match<TokenLimit, Diagnosis>(
            settings.TokenLimit,
            static (_, accepted) => Diagnosis.Ok(Check, $"is accepted: sub {SafeText.Quote(accepted.Caller.Subject)} of issuer {accepted.Caller.IssuerId}"),
            static (limit, rejected) => OfRefusal(Refusals.Token(rejected, limit)),
            static (_, unavailable) => OfRefusal(Refusals.KeysUnavailable(unavailable)));
        if (!TryReadPayload(token, out var payload))
        {
            return [spoken];
        }

        var named = ClaimText.TryRead(payload, "iss", out var iss, out _) ? settings.Issuers.FirstOrDefault(issuer => issuer.Issuer == iss) : null;
        var claims = new TokenClaimRows(payload, time.GetUtcNow());
        return
        [
            spoken,
            TokenClaimRows.Issuer(iss, named, settings.Issuers),

            // With one issuer it is clear whose token was meant, whatever it says.
            .. (named ?? (settings.Issuers is [var only] ? only : null)) is { } issuer ? claims.For(issuer) : [],
            .. Rules(token, verdict, named),
        ];
    }

    private static Diagnosis OfRefusal(Refusal refusal) => Diagnosis.Fault(Check, $"is refused: {refusal.Reason}: {refusal.Detail}", refusal.Message);

    private static bool TryReadPayload(string token, out JsonElement payload)
    {
        payload = default;
        if (!CompactToken.Decode(token).TryGet(out var compact, out _))
        {
            return false;
        }

        using (compact)
        {
            return StrictJson.Parse(compact.Payload).TryGet(out payload, out _);
        }
    }

    private async Task<TokenVerdict> ValidateAsync(string token)
    {
        await using var services = new ServiceCollection().AddSingleton(time).AddTokens(settings.Issuers, settings.TokenLimit).BuildServiceProvider();
        await Task.WhenAll(services.GetServices<IssuerKeyRing>().Select(ring => ring.RefreshAsync()));
        return await services.GetRequiredService<TokenValidator>().ValidateAsync(token.AsMemory(), CancellationToken.None);
    }

    private IReadOnlyList<Diagnosis> Rules(string token, TokenVerdict verdict, IssuerOptions? named)
    {
        if (rules is null)
        {
            return [Diagnosis.Skipped("token decision", "needs rules without faults")];
        }

        // Whose signature does not hold gets nothing; what the rules would say of it helps to set them up all the same.
        var caller = (verdict as TokenVerdict.Accepted)?.Caller;
        if (caller is null && !UnverifiedCaller.ReadToken(token, named?.Id ?? AnyIssuer.Id, time.GetUtcNow()).TryGet(out caller, out var fault))
        {
            return [Diagnosis.Skipped("token decision", $"the rules are not asked: {fault}")];
        }

        return new TokenRuleRows(rules, caller, new RequestContext(Source: null, time.GetUtcNow()), verdict is TokenVerdict.Accepted).All();
    }
}
