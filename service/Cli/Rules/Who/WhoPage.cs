using TokenBridge.Protocol.Terminal;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;

namespace TokenBridge.Cli.Rules.Who;

/// <summary>Who can get a role, for people: the ways to it, then what cuts them.</summary>
internal sealed class WhoPage(TextWriter output, TerminalStyle style)
{
    private const int Label = 17;

    public async Task WriteAsync(RoleReach reach)
    {
        await output.WriteLineAsync(reach.Routes.Count == 0
            ? $"No rule leads to {style.Title(SafeText.Quote(reach.Wanted))}."
            : $"Who can get {style.Title(SafeText.Quote(reach.Wanted))}: whoever one of these rules fits.");
        foreach (var route in reach.Routes)
        {
            await output.WriteLineAsync();
            await WriteHeadAsync(style.Good("granted by"), route.RuleId, route.At);
            await WriteFieldAsync("as", route.Name);
            await WriteFieldAsync("role", route.Role);
            foreach (var (name, value) in route.Captures)
            {
                await WriteFieldAsync("where", $"{name} = {SafeText.Quote(value)}");
            }

            await WriteTestsAsync(route.When);
            if (route.Require is { } require)
            {
                await WriteFieldAsync("login", string.Join(", ", Conditions(require)));
            }
        }

        foreach (var cut in reach.Cuts)
        {
            await output.WriteLineAsync();
            await WriteHeadAsync(style.Bad("cut by"), cut.RuleId, cut.At);
            await WriteFieldAsync("forbids", string.Join(", ", cut.Roles));
            await WriteFieldAsync("of rules", string.Join(", ", cut.Routes));
            await WriteTestsAsync(cut.When);
            if (cut.Reason is { } reason)
            {
                await WriteFieldAsync("reason", SafeText.WithoutControls(reason));
            }
        }
    }

    private static IEnumerable<string> Conditions(StepUp require)
    {
        if (require.Acr.Count > 0)
        {
            yield return $"acr {string.Join(" or ", require.Acr.Select(SafeText.Quote))}";
        }

        if (require.MaxAgeSeconds is { } seconds)
        {
            yield return $"at most {seconds} s ago";
        }
    }

    private Task WriteHeadAsync(string how, string rule, SourcePosition at) =>
        output.WriteLineAsync($"{how} {style.Title(rule)}  {style.Faint($"{at.File}:{at.Line}")}");

    private async Task WriteTestsAsync(PredicateOutline when)
    {
        foreach (var test in when.Parts.Count == 0 ? [when] : when.Parts)
        {
            await WriteTestAsync(test, "");
        }
    }

    private async Task WriteTestAsync(PredicateOutline test, string indent)
    {
        await WriteFieldAsync($"{indent}{test.Kind}", test.Expected);
        foreach (var part in test.Parts)
        {
            await WriteTestAsync(part, $"{indent}  ");
        }
    }

    private Task WriteFieldAsync(string name, string value) => output.WriteLineAsync($"  {style.Faint(name.PadRight(Label))} {value}".TrimEnd());
}
