using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Diffing.Witnesses;

/// <summary>The callers that one rule is about: who just meets it in each way that it offers, and who misses one of its conditions.</summary>
/// <param name="rules">That the rule belongs to.</param>
/// <param name="file">The file that it stands in.</param>
/// <param name="rule">Without a fault.</param>
/// <param name="claims">Of the file.</param>
internal sealed class RuleWitnesses(RuleSet rules, RuleSetDocument file, RuleDocument rule, ClaimExample claims)
{
    /// <summary>Other ways to meet a rule, and conditions to miss: a list of 256 patterns is not walked whole.</summary>
    private const int MostWays = 32;

    /// <summary>Values that a grant's templates may miss, one after the other.</summary>
    private const int MostValues = 64;

    private CallerDraft? _granted;

    private string Id => rule.Id!.Text;

    /// <summary>All that must hold: the rule's own tests, behind the file's issuers where it names none itself.</summary>
    private IReadOnlyList<PredicateDocument> Tests { get; } =
        file.Issuers is { } issuers && !rule.When!.OfType<PredicateDocument.Issuer>().Any() ? [new PredicateDocument.Issuer(rule.At, issuers), .. rule.When!] : rule.When!;

    /// <summary>Who just meets the conditions, before any login or value that the grant may want.</summary>
    public CallerDraft Least() => Meeting(new Alternatives(-1, 0));

    /// <summary>With whatever the grant wants besides; not to be changed.</summary>
    public CallerDraft Granted => _granted ??= Complete(Least());

    /// <summary>The same in each way that the conditions offer.</summary>
    public IEnumerable<CallerDraft> Ways()
    {
        var ways = new Alternatives(-1, 0);
        return [Meeting(ways), .. Others(ways).Select(Meeting)];
    }

    /// <summary>Who just meets the rule, without and with a value for whatever is left open.</summary>
    /// <param name="declared">Places of all claims of both rule sets.</param>
    /// <param name="issuer">Where no condition minds; null for any.</param>
    public IEnumerable<Witness?> Meeting(IReadOnlyCollection<string> declared, string? issuer)
    {
        yield return Witness.Of($"rule {Id}", Granted, issuer);
        var filled = Granted.Copy();
        foreach (var place in declared)
        {
            filled.Set(place, ClaimExample.Of(place));
        }

        yield return Witness.Of($"rule {Id}, with a value for every claim", filled, issuer);
    }

    /// <summary>The same, who meets it in another way, and who misses one of its conditions.</summary>
    /// <param name="declared">Places of all claims of both rule sets.</param>
    /// <param name="issuer">Where no condition minds; null for any.</param>
    public IEnumerable<Witness?> All(IReadOnlyCollection<string> declared, string? issuer)
    {
        foreach (var witness in Meeting(declared, issuer))
        {
            yield return witness;
        }

        var ways = new Alternatives(-1, 0);
        yield return Witness.Of($"rule {Id}, with nothing more than its conditions", Meeting(ways), issuer);
        foreach (var acr in (rule.Require?.Acr ?? []).Skip(1).Take(MostWays))
        {
            var login = Granted.Copy();
            login.Replace("acr", acr.Text);
            yield return Witness.Of($"rule {Id}, logged in another way", login, issuer);
        }

        foreach (var other in Others(ways))
        {
            yield return Witness.Of($"rule {Id}, met another way", Complete(Meeting(other)), issuer);
        }

        foreach (var missed in Enumerable.Range(0, Math.Min(Tests.Count, MostWays)))
        {
            yield return Witness.Of($"rule {Id}, one condition missed", Complete(Meeting(missed, condition => condition.Miss(Tests[missed]))), issuer);
            yield return Witness.Of($"rule {Id}, one condition left out", Complete(Meeting(missed, _ => { })), issuer);
        }
    }

    private static IEnumerable<Alternatives> Others(Alternatives first) =>
        first.Ways.SelectMany((count, place) => Enumerable.Range(1, count - 1).Select(way => new Alternatives(place, way))).Take(MostWays);

    private CallerDraft Meeting(Alternatives alternatives)
    {
        var draft = new CallerDraft();
        new ConditionDraft(claims, alternatives, draft).Meet(Tests);
        return draft;
    }

    private CallerDraft Meeting(int missed, Action<ConditionDraft> instead)
    {
        var draft = new CallerDraft();
        var condition = new ConditionDraft(claims, new Alternatives(-1, 0), draft);
        instead(condition);
        condition.Meet(Tests.Where((_, index) => index != missed));
        return draft;
    }

    /// <summary>A login as old as it may be, and a value for each claim without which the grant is refused.</summary>
    private CallerDraft Complete(CallerDraft draft)
    {
        if (rule.Grant is null)
        {
            return draft;
        }

        for (var tries = 0; tries < MostValues; tries++)
        {
            if (Witness.Of(Id, draft, null) is not { } witness
                || rules.Evaluate(witness.Caller, witness.Context).Refused.FirstOrDefault(refused => refused.RuleId == Id) is not { } refused)
            {
                break;
            }

            if (refused is { Reason: DenialReason.MissingValue, Claim: ClaimSource.Payload { Pointer.Text: var pointer } })
            {
                draft.Set(pointer, ClaimExample.Of(pointer));
            }
            else if (refused.StepUp is { } login)
            {
                if (login.Acr.Count > 0)
                {
                    draft.Set("/acr", login.Acr[0]);
                }

                draft.Set("/auth_time", Witness.Now.ToUnixTimeSeconds() - (login.MaxAgeSeconds ?? 0));
                break;
            }
            else
            {
                break;
            }
        }

        return draft;
    }
}
