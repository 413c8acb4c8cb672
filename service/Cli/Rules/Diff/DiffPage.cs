using TokenBridge.Protocol.Terminal;
using TokenBridge.Rules.Diffing;

namespace TokenBridge.Cli.Rules.Diff;

/// <summary>A comparison for people: what it comes to, then the rules, then who gets what.</summary>
internal sealed class DiffPage(TextWriter output, TerminalStyle style)
{
    public async Task WriteAsync(RuleSetDiff diff)
    {
        await output.WriteLineAsync(DiffText.Summary(diff));
        await output.WriteLineAsync(DiffText.Limits);
        foreach (var rule in diff.Rules.Take(DiffText.MostListed))
        {
            await output.WriteLineAsync();
            await WriteRuleAsync(rule);
        }

        await WriteRestAsync(diff.Rules.Count, "rules");
        foreach (var effect in diff.Effects.Take(DiffText.MostListed))
        {
            await output.WriteLineAsync();
            await WriteEffectAsync(effect);
        }

        await WriteRestAsync(diff.Effects.Count, "differences");
    }

    private async Task WriteRuleAsync(RuleChange rule)
    {
        var word = DiffText.Word(rule.Kind);
        var sign = rule.Kind switch
        {
            RuleChangeKind.Came => style.Good($"+ {word}"),
            RuleChangeKind.Went => style.Bad($"- {word}"),
            RuleChangeKind.Changed => style.Title($"~ {word}"),
        };
        await output.WriteLineAsync($"{sign} {(rule.IsDeny ? "deny" : "rule")} {style.Title(rule.RuleId)}  {style.Faint($"{rule.At.File}:{rule.At.Line}")}");
        foreach (var field in rule.Fields)
        {
            await output.WriteLineAsync($"    {(rule.Kind == RuleChangeKind.Changed ? DiffText.Change(field) : $"{field.Field}: {field.New ?? field.Old}")}");
        }
    }

    private async Task WriteEffectAsync(Effect effect)
    {
        var head = $"Somebody {DiffText.Head(effect)}";
        await output.WriteLineAsync(effect.Kind switch
        {
            EffectKind.Gains => style.Good(head),
            EffectKind.Loses => style.Bad(head),
            EffectKind.Changes or EffectKind.Refusal or EffectKind.Choice => style.Title(head),
        });
        foreach (var field in effect.Fields)
        {
            await output.WriteLineAsync($"    {DiffText.Change(field)}");
        }

        if (effect.RuleIds.Count > 0)
        {
            await output.WriteLineAsync($"    {style.Faint("rule")} {DiffText.Rules(effect)}");
        }

        await output.WriteLineAsync($"    {style.Faint("such as")} {DiffText.Example(effect)}");
    }

    private async Task WriteRestAsync(int count, string what)
    {
        if (count > DiffText.MostListed)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync($"{count - DiffText.MostListed} more {what} are not listed; --format json has them all.");
        }
    }
}
