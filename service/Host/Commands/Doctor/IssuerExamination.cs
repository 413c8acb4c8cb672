using System.Globalization;
using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Keys;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>One Keycloak realm as the service would read it.</summary>
internal sealed class IssuerExamination(IssuerDocuments documents, TimeProvider time)
{
    /// <summary>Machines that ask a time server differ by less.</summary>
    private static readonly TimeSpan NoticeableSkew = TimeSpan.FromSeconds(5);

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
            ? Diagnosis.Ok($"issuer {issuer.Id}", $"{keys.Count} signing {(keys.Count == 1 ? "key" : "keys")} for {string.Join(", ", issuer.Algorithms)}")
            : Diagnosis.Fault(
                $"issuer {issuer.Id}",
                fault,
                $"TokenBridge:Issuers:{issuer.Id}:Issuer must be the realm's own issuer to the letter, MetadataAddress its discovery document as this machine reaches it, and the realm must sign with one of Algorithms");
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
            return Diagnosis.Skipped(check, "the realm does not say what time it has");
        }

        // The header has whole seconds, and was written at some moment between asking and reading.
        var earliest = theirs - time.GetUtcNow();
        var latest = theirs + TimeSpan.FromSeconds(1) - before;
        var skew = earliest > TimeSpan.Zero ? earliest : latest < TimeSpan.Zero ? -latest : TimeSpan.Zero;
        var seen = string.Create(CultureInfo.InvariantCulture, $"{skew.TotalSeconds:0} s {(earliest > TimeSpan.Zero ? "ahead of" : "behind")} this machine");
        return skew > issuer.ClockSkew ? Diagnosis.Fault(check, seen, $"set both clocks by a time server: more than ClockSkew ({issuer.ClockSkew:c}) refuses good tokens and takes expired ones")
            : skew > NoticeableSkew ? Diagnosis.Warning(check, seen, "set both clocks by a time server")
            : Diagnosis.Ok(check, "the same as here");
    }
}
