using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Compiling;

/// <summary>Which issuers a rule trusts: groups of one realm say nothing about another's people.</summary>
internal sealed class IssuerScope(RuleSetContext context, ClaimSource issuer, FaultList faults)
{
    /// <summary>Tells of unknown ids, once for each place they are written at.</summary>
    /// <returns>Null where every issuer is meant, or after a fault.</returns>
    public Predicate.ClaimEquals? Compile(IReadOnlyList<Written> ids)
    {
        foreach (var id in ids)
        {
            if (id.Text == AnyIssuer.Id && (ids.Count > 1 || context.IssuerIds.Contains(AnyIssuer.Id)))
            {
                faults.Add(id.At, FaultCode.Issuer, ids.Count > 1
                    ? "'any' stands alone; take the other issuers out, or 'any'"
                    : "an issuer is configured under the id 'any', which means every issuer here; rename it in the configuration");
            }
            else if (id.Text != AnyIssuer.Id && context.IssuerIds.Count > 0 && !context.IssuerIds.Contains(id.Text))
            {
                faults.Add(id.At, FaultCode.Issuer, $"no issuer {SafeText.Quote(id.Text)} is configured{DidYouMean.Suggest(id.Text, context.IssuerIds, $"configured: {SafeText.QuoteList(context.IssuerIds)}")}");
            }
        }

        return ids is [{ Text: AnyIssuer.Id }] ? null : new Predicate.ClaimEquals(new TestedClaim(ClaimKey.Issuer, "issuer", issuer), [.. ids.Select(id => id.Text)]);
    }

    /// <summary>Whether the tests leave no caller whose issuer they did not look at.</summary>
    public static bool Names(IReadOnlyList<PredicateDocument> tests) => tests.Any(test => test switch
    {
        PredicateDocument.Issuer => true,
        PredicateDocument.All all => all.Branches.Any(Names),
        PredicateDocument.Any any => any.Branches.All(Names),
        _ => false,
    });

    /// <summary>For a grant rule that neither names issuers itself nor stands in a file that does.</summary>
    public void Require(RuleDocument rule)
    {
        if (context.IssuerIds.Count > 1)
        {
            faults.Add(rule.At, FaultCode.Issuer, $"several issuers are configured ({SafeText.QuoteList(context.IssuerIds)}), and this grant rule does not say which it trusts; write issuer: {context.IssuerIds[0]} in its 'when' or at the top of the file, a list, or issuer: any");
        }
    }
}
