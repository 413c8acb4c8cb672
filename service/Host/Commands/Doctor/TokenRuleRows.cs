using TokenBridge.Protocol.Text;
using TokenBridge.Rules;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Commands.Doctor;

/// <summary>What the rules read of a caller, and what they say.</summary>
/// <param name="rules">Those that serve would have.</param>
/// <param name="caller">Perhaps one whom no signature vouches for.</param>
/// <param name="context">Now, from no address.</param>
/// <param name="isAccepted">Whether the token is.</param>
internal sealed class TokenRuleRows(RuleSet rules, CallerIdentity caller, RequestContext context, bool isAccepted)
{
    private const string MapperRemedy = "add a mapper of type Group Membership to the Keycloak client (claim groups, Full group path: on, Add to access token: on), and put the person into a group; then log in again";

    private const string OrganizationRemedy = "add a mapper of type Organization Membership to one of the client's scopes (claim organization, Multivalued: on, Add to access token: on), and make the person a member; who is in several organizations asks for them all with scope=NAME-OF-THAT-SCOPE:*";

    public IReadOnlyList<Diagnosis> All()
    {
        var reading = CallerReading.Of(rules, caller);
        return [Groups(reading), .. Organizations(reading), Claims(reading), Decision()];
    }

    private Diagnosis Groups(CallerReading reading)
    {
        const string Check = "token groups";
        return reading.Uncounted is { } uncounted ? Diagnosis.Warning(Check, CallerText.Groups(caller), uncounted.Text)
            : caller.Groups.Count == 0 ? Diagnosis.Warning(Check, "none", MapperRemedy)
            : Diagnosis.Ok(Check, CallerText.Groups(caller));
    }

    private IEnumerable<Diagnosis> Organizations(CallerReading reading)
    {
        const string Check = "token organizations";
        if (reading.AsksForOrganizations)
        {
            yield return caller.Organizations.Note is { } note ? Diagnosis.Warning(Check, CallerText.Organizations(caller), note)
                : caller.Organizations.Aliases.Count == 0 ? Diagnosis.Warning(Check, "none", OrganizationRemedy)
                : Diagnosis.Ok(Check, CallerText.Organizations(caller));
        }
    }

    private static Diagnosis Claims(CallerReading reading)
    {
        var read = reading.Claims.Select(claim => $"{claim.Key}: {claim.Value}");
        return Diagnosis.Ok("token claims", reading.Claims.Count == 0 ? "the rules read none" : string.Join("; ", read));
    }

    private Diagnosis Decision()
    {
        const string Check = "token decision";
        var evaluation = rules.Evaluate(caller, context);
        var would = isAccepted ? "" : "once it is accepted: ";
        return (evaluation.Select(role: null), evaluation.Eligible) switch
        {
            (RuleDecision.Granted { Grant: var grant }, var eligible) => Diagnosis.Ok(
                Check, $"{would}rule {SafeText.Quote(grant.RuleId)} gives {SafeText.Quote(grant.Name)}, {grant.Role}{(eligible.Count == 1 ? "" : $", of {eligible.Count} that may be asked for")}"),
            (RuleDecision.Denied denied, { Count: > 0 } eligible) => Diagnosis.Ok(
                Check, $"{would}{eligible.Count} roles may be asked for by name, {SafeText.QuoteList([.. eligible.Select(grant => grant.Name)])}; without a name the answer is {denied.Reason.ToReason()}"),
            (RuleDecision.Denied denied, _) => Diagnosis.Fault(Check, $"{would}{denied.Reason.ToReason()}: {denied.Detail}", denied.Message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
