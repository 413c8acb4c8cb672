using TokenBridge.Host.Settings;
using TokenBridge.Host.Tokens;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules;
using TokenBridge.Rules.Provisioning.Needs;
using TokenBridge.Rules.Provisioning.Realm.Demands;
using TokenBridge.Rules.Provisioning.Realm.Findings;
using TokenBridge.Rules.Provisioning.Realm.Representation;
using TokenBridge.Rules.Provisioning.Realm.Review;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>The realm's own settings beside what the rules and the service want of its tokens.</summary>
/// <param name="settings">Of the service.</param>
/// <param name="rules">Null where they have faults; then only what concerns every token is looked at.</param>
/// <param name="time">The clock.</param>
internal sealed class RealmExamination(TokenBridgeSettings settings, RuleSet? rules, TimeProvider time)
{
    private const string Check = "realm";

    public async Task<IReadOnlyList<Diagnosis>> RunAsync(RealmRequest request, CancellationToken cancellationToken)
    {
        if (rules is null)
        {
            return [Diagnosis.Skipped(Check, "needs rules without faults")];
        }

        if (!Choose(request.IssuerId).TryGet(out var issuer, out var unclear))
        {
            return [unclear];
        }

        return (await ReadAsync(request, issuer, cancellationToken)).Match(realm => Review(realm, issuer, request.SaveFile), fault => [fault]);
    }

    private async Task<Result<KeycloakRealm, Diagnosis>> ReadAsync(RealmRequest request, IssuerOptions issuer, CancellationToken cancellationToken)
    {
        if (request.ExportFile is { } file)
        {
            return (await RealmFile.ReadAsync(file, cancellationToken)).TryGet(out var exported, out var unread)
                ? exported
                : Diagnosis.Fault(Check, $"{file}: {unread}", "export one realm: bin/kc.sh export --realm NAME --users skip --file FILE");
        }

        using var api = new AdminApi(issuer, request.Login!, time);
        return await new RealmAnswers(api, cancellationToken).ReadAsync(request.SaveFile);
    }

    private Result<IssuerOptions, Diagnosis> Choose(string? id) =>
        settings.Issuers.FirstOrDefault(issuer => id is null ? settings.Issuers.Count == 1 : issuer.Id == id) is { } issuer ? issuer
        : Diagnosis.Fault(
            Check,
            id is null ? $"there are {settings.Issuers.Count} issuers" : $"there is no issuer {SafeText.Quote(id)}",
            $"name one: --realm {string.Join(" or --realm ", settings.Issuers.Select(known => known.Id))}");

    private IReadOnlyList<Diagnosis> Review(KeycloakRealm realm, IssuerOptions issuer, string? saved)
    {
        var check = $"realm {SafeText.OneLine(realm.Name)}";
        var findings = RealmReview.Of(realm, DemandReading.Of(TokenNeeds.Of(rules!), new ServiceDemands(issuer.Audiences, issuer.Clients, issuer.Algorithms, issuer.MaxTokenLifetime)));
        return
        [
            IsOf(realm, issuer) ? Diagnosis.Ok(check, $"{realm.Clients.Count} clients, {realm.Scopes.Count} client scopes, {realm.Groups.Count} groups were looked over")
                : Diagnosis.Warning(check, $"the issuer {issuer.Id} is {issuer.Issuer}, which does not end with /realms/{realm.Name}", "read the realm that the service trusts"),
            .. saved is null ? [] : new[] { Diagnosis.Ok(check, $"what Keycloak answered is in {saved}") },
            .. findings.Select(finding => finding.Kind.Severity == RealmSeverity.Fault
                ? Diagnosis.Fault(check, Seen(finding), finding.Kind.Fix)
                : Diagnosis.Warning(check, Seen(finding), finding.Kind.Fix)),
        ];
    }

    private static bool IsOf(KeycloakRealm realm, IssuerOptions issuer) => issuer.Issuer.EndsWith($"/realms/{Uri.EscapeDataString(realm.Name)}", StringComparison.Ordinal);

    private static string Seen(RealmFinding finding) => $"{finding.Kind.Code}: {finding.Where}: {finding.Text}. {finding.Kind.Meaning}";
}
