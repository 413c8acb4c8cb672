using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Keys;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>One Keycloak realm as the service would read it.</summary>
internal sealed class IssuerExamination(IssuerDocuments documents, TimeProvider time)
{
    public async Task<IReadOnlyList<Diagnosis>> RunAsync(IssuerOptions issuer)
    {
        var source = new IssuerKeySource(issuer, documents);
        var (keys, notBefore, clock) = (KeysAsync(source, issuer), NotBeforeAsync(source, issuer), ClockAsync(issuer));
        var (readKeys, readNotBefore) = (await keys, await notBefore);

        // A realm that is away is one fault; what else cannot be read of it says nothing new.
        return
        [
            readKeys,
            readKeys.State == DiagnosisState.Fault && readNotBefore.State != DiagnosisState.Ok
                ? Diagnosis.Skipped(readNotBefore.Check, "needs a realm that can be read")
                : readNotBefore,
            await clock,
        ];
    }

    private static async Task<Diagnosis> KeysAsync(IssuerKeySource source, IssuerOptions issuer)
    {
        return (await source.ReadKeysAsync(previous: null)).TryGet(out var keys, out var fault)
            ? Diagnosis.Ok(
                $"issuer {issuer.Id}",
                $"{keys.Count} signing {(keys.Count == 1 ? "key" : "keys")} for {string.Join(", ", issuer.Algorithms)}{(ProxyText.Of(issuer.MetadataAddress) is null ? "" : "; asked directly, not through the proxy")}")
            : Diagnosis.Fault(
                $"issuer {issuer.Id}",
                fault,
                $"TokenBridge:Issuers:{issuer.Id}:Issuer must be the realm's own issuer to the letter, MetadataAddress its discovery document as this machine reaches it, and the realm must sign with one of Algorithms"
                + (ProxyText.Of(issuer.MetadataAddress) is { } proxy ? $"; Keycloak is asked directly, never through a proxy ({proxy} is for the way to AWS alone), so this machine needs a way of its own to it" : ""));
    }

    private static async Task<Diagnosis> NotBeforeAsync(IssuerKeySource source, IssuerOptions issuer)
    {
        var check = $"not-before {issuer.Id}";
        return (await source.ReadNotBeforeAsync()).TryGet(out var seconds, out var fault)
            ? Diagnosis.Ok(check, seconds <= 0 ? "the realm has revoked nothing" : $"tokens before {DateTimeOffset.FromUnixTimeSeconds(seconds):u} are revoked")
            : Diagnosis.Warning(check, fault, "let this machine read GET {base}/realms/{realm}: without it, tokens that the realm has revoked go on being good until they expire");
    }

    private async Task<Diagnosis> ClockAsync(IssuerOptions issuer)
    {
        var check = $"clock {issuer.Id}";
        var before = time.GetUtcNow();
        if (await documents.ReadClockAsync(issuer.MetadataAddress) is not { } theirs)
        {
            return Diagnosis.Skipped(check, "the realm does not say what time it has, and Keycloak never does; see the clock of STS");
        }

        return ClockComparison.Of(check, before, theirs, time.GetUtcNow(), issuer.ClockSkew, $"more than ClockSkew ({issuer.ClockSkew:c}) refuses good tokens and takes expired ones");
    }
}
