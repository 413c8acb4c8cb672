using System.Globalization;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Cli.Rules.Explain;

/// <summary>An explanation for people: the answer first, then every rule with every test.</summary>
internal sealed class ExplainPage(TextWriter output, TerminalStyle style)
{
    /// <summary>Columns of the names before values.</summary>
    private const int Label = 17;

    public async Task WriteAsync(Explanation explanation, RequestContext context, bool isToken)
    {
        var caller = explanation.Caller;
        await WriteFieldAsync("", "Rules", $"{explanation.Rules.Rules.Count} rules, hash {explanation.RulesHash[..12]}");
        await WriteFieldAsync("", "Caller", $"{SafeText.Quote(caller.Subject)} of {(caller.IssuerId == AnyIssuer.Id ? "any issuer (the rules name none)" : $"issuer {SafeText.Quote(caller.IssuerId)}")}, client {(caller.Client is { } client ? SafeText.Quote(client) : "unknown")}");
        await WriteFieldAsync("", "Request", $"from {context.Source?.ToString() ?? "an unknown address"} at {context.Now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}");
        await WriteFieldAsync("", "Not verified", isToken
            ? "the token was decoded only; its signature, times, audience and client were not looked at"
            : "the claims are taken as they are; nobody signed them");
        await WriteReadingAsync(explanation.Read);
        await output.WriteLineAsync();
        await WriteDecisionAsync(explanation);
        foreach (var rule in explanation.Rules.Rules)
        {
            await output.WriteLineAsync();
            await WriteRuleAsync(rule);
        }
    }

    private async Task WriteReadingAsync(CallerReading read)
    {
        await WriteFieldAsync("", "Groups", CallerText.Groups(read.Caller));
        await WriteFieldAsync("", "Realm roles", ValueText.List(read.Caller.RealmRoles));
        await WriteFieldAsync("", "Client roles", CallerText.ClientRoles(read.Caller));
        if (read.AsksForOrganizations)
        {
            await WriteFieldAsync("", "Organizations", CallerText.Organizations(read.Caller));
        }

        await WriteFieldAsync("", "Claims", string.Join(", ", read.Claims.Select(claim => $"{claim.Key} = {claim.Value}")));
        if (read.Note is { } note)
        {
            await WriteFieldAsync("", "Note", note);
        }
    }

    private async Task WriteDecisionAsync(Explanation explanation)
    {
        var asked = explanation.Asked is { } role ? $"asked for {SafeText.Quote(role)}" : "asked for no role by name";
        switch (explanation.Rules.Decision)
        {
            case RuleDecision.Granted { Grant: var grant }:
                await output.WriteLineAsync($"{style.Good("GRANTED")}  {asked}: gets {grant.Name}, {grant.Role}");
                break;
            case RuleDecision.Denied denied:
                await output.WriteLineAsync($"{style.Bad("REFUSED")}  {asked}: {denied.Reason.ToReason()}");
                await output.WriteLineAsync($"         {denied.Message}");
                foreach (var rule in explanation.Nearest)
                {
                    await output.WriteLineAsync($"         Nearest is rule {style.Title(rule.RuleId)}: {rule.Remedy}");
                }

                break;
        }
    }

    private async Task WriteRuleAsync(RuleExplanation rule)
    {
        var state = (rule.Denies, rule.Truth) switch
        {
            (false, Truth.True) => style.Good("holds"),
            (false, Truth.Undecidable) => style.Bad("cannot be decided, so it grants nothing"),
            (true, Truth.True) => style.Bad("holds and denies"),
            (true, Truth.Undecidable) => style.Bad("cannot be decided, so it denies"),
            (_, Truth.False) => style.Faint("does not hold"),
        };
        await output.WriteLineAsync($"{style.Title(rule.RuleId)}  {state}  {style.Faint($"{rule.At.File}:{rule.At.Line}")}");
        if (rule.Description is { } description)
        {
            await output.WriteLineAsync($"  {style.Faint(SafeText.WithoutControls(description))}");
        }

        foreach (var test in rule.When.Parts.Count == 0 ? [rule.When] : rule.When.Parts)
        {
            await WriteTestAsync(test, "  ");
        }

        foreach (var grant in rule.Grants)
        {
            await WriteGrantAsync(grant);
        }

        await WriteChangeAsync("One change that would make it hold:", rule.Remedy);
    }

    private async Task WriteTestAsync(PredicateExplanation test, string indent)
    {
        var mark = test.Truth switch
        {
            Truth.True => style.Good("yes"),
            Truth.False => style.Bad("no "),
            Truth.Undecidable => style.Bad("?  "),
        };
        await output.WriteLineAsync($"{indent}{mark} {test.Kind}");
        if (test.Parts.Count == 0 && test.Expected.Length > 0)
        {
            await WriteFieldAsync($"{indent}    ", "expected", test.Expected);
            await WriteFieldAsync($"{indent}    ", "actual", test.Actual);
            foreach (var binding in test.Bindings.Where(binding => binding.Count > 0))
            {
                await WriteFieldAsync($"{indent}    ", "captured", Captures(binding));
            }
        }

        foreach (var part in test.Parts)
        {
            await WriteTestAsync(part, $"{indent}    ");
        }
    }

    private async Task WriteGrantAsync(GrantExplanation explained)
    {
        var captures = explained.Captures.Count == 0 ? "" : $" for {Captures(explained.Captures)}";
        if (explained.Granted is { } grant)
        {
            await output.WriteLineAsync($"  {style.Good("=> may have")} {grant.Name}{captures}");
            foreach (var (name, value) in Fields(grant))
            {
                await WriteFieldAsync("       ", name, value);
            }
        }

        if (explained.Refused is { } refused)
        {
            await output.WriteLineAsync($"  {style.Bad("=> refused")} {refused.Name ?? "a grant"}{captures}: {refused.Reason.ToReason()}");
            if (refused.Role is { } role)
            {
                await WriteFieldAsync("       ", "role", role.Value);
            }

            await WriteFieldAsync("       ", "why", refused.Detail);
        }

        await WriteChangeAsync("One change that would do:", explained.Remedy);
    }

    /// <summary>What would go to AWS.</summary>
    private static IEnumerable<(string Name, string Value)> Fields(Grant grant)
    {
        yield return ("role", grant.Role.Value);
        yield return ("session_name", grant.SessionName);
        if (grant.SourceIdentity is { } identity)
        {
            yield return ("source_identity", identity);
        }

        yield return ("duration", SessionDurationText(grant.Duration));
        foreach (var tag in grant.Tags)
        {
            yield return ("tag", $"{tag.Key}={tag.Value}{(grant.TransitiveTagKeys.Contains(tag.Key) ? " (transitive)" : "")}");
        }

        if (grant.Policy is { } policy)
        {
            yield return ("policy", policy);
        }

        foreach (var arn in grant.PolicyArns)
        {
            yield return ("policy_arn", arn.Value);
        }

        if (grant.ExternalId is { } external)
        {
            yield return ("external_id", external);
        }

        if (grant.Region is { } region)
        {
            yield return ("region", region);
        }

        if (grant.Strategy is { } strategy)
        {
            yield return ("strategy", strategy.ToString());
        }
    }

    private Task WriteChangeAsync(string label, string? change) =>
        change is null ? Task.CompletedTask : output.WriteLineAsync($"  {style.Title(label)} {change}");

    private Task WriteFieldAsync(string indent, string name, string value) => output.WriteLineAsync($"{indent}{style.Faint(name.PadRight(Label))}{value}");

    private static string Captures(IReadOnlyDictionary<string, string> captures) =>
        string.Join(", ", captures.Select(capture => $"{capture.Key} = {SafeText.Quote(capture.Value)}"));

    private static string SessionDurationText(TimeSpan duration) => string.Concat(
        new[] { ((long)duration.TotalHours, 'h'), (duration.Minutes, 'm'), (duration.Seconds, 's') }
            .Where(part => part.Item1 > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1}{part.Item2}")));
}
