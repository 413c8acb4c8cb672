using TokenBridge.Rules.Diffing;

namespace TokenBridge.Cli.Rules.Diff;

/// <summary>A comparison as a review's comment (GitHub and GitLab). What rules and tokens say stands in code, where nothing is markup.</summary>
internal sealed class DiffMarkdown(TextWriter output)
{
    public async Task WriteAsync(RuleSetDiff diff)
    {
        await output.WriteLineAsync("### What this change of the rules does");
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{DiffText.Summary(diff)} {DiffText.Limits}");
        await WriteEffectsAsync(diff);
        await WriteRulesAsync(diff);
    }

    private async Task WriteEffectsAsync(RuleSetDiff diff)
    {
        if (diff.Effects.Count == 0)
        {
            return;
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync("| Somebody | What differs | By | Such as |");
        await output.WriteLineAsync("|---|---|---|---|");
        foreach (var effect in diff.Effects.Take(DiffText.MostListed))
        {
            var fields = string.Join("<br>", effect.Fields.Select(field => Code(DiffText.Change(field))));
            var rules = string.Join(", ", effect.RuleIds.Select(Code));
            await output.WriteLineAsync($"| {Mark(effect.Kind)} {Code(DiffText.Head(effect))} | {fields} | {rules} | {Code(DiffText.Caller(effect.Example))} |");
        }

        await WriteRestAsync(diff.Effects.Count, "differences");
    }

    private async Task WriteRulesAsync(RuleSetDiff diff)
    {
        if (diff.Rules.Count == 0)
        {
            return;
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync("<details><summary>Rules that came, went or changed</summary>");
        await output.WriteLineAsync();
        foreach (var rule in diff.Rules.Take(DiffText.MostListed))
        {
            await output.WriteLineAsync($"- {(rule.IsDeny ? "deny" : "rule")} {Code(rule.RuleId)} {DiffText.Word(rule.Kind)}");
            foreach (var field in rule.Fields)
            {
                await output.WriteLineAsync($"  - {Code(rule.Kind == RuleChangeKind.Changed ? DiffText.Change(field) : $"{field.Field}: {field.New ?? field.Old}")}");
            }
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync("</details>");
        await WriteRestAsync(diff.Rules.Count, "rules");
    }

    private async Task WriteRestAsync(int count, string what)
    {
        if (count > DiffText.MostListed)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync($"{count - DiffText.MostListed} more {what} are not listed; `--format json` has them all.");
        }
    }

    private static string Mark(EffectKind kind) => kind switch
    {
        EffectKind.Gains => "🟢",
        EffectKind.Loses => "🔴",
        EffectKind.Changes or EffectKind.Choice or EffectKind.Refusal => "🟡",
    };

    /// <summary>A run of backticks longer than any within, on one line; a table's cell ends at a bar even within code, unless it is escaped.</summary>
    private static string Code(string text)
    {
        var line = text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
        var (longest, run) = (0, 0);
        foreach (var character in line)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return longest == 0 ? $"`{line}`" : $"{fence} {line} {fence}";
    }
}
