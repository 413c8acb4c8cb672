using System.Text.Json;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Rules;

public sealed class DiffCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_same_rules_are_no_difference_and_the_limits_are_said()
    {
        var (code, page, _) = await RulesOutputOf.RunAsync("rules", "diff", RulesOutputOf.Shipped, RulesOutputOf.Shipped);

        code.ShouldBe(ExitCode.Done);
        page.ShouldStartWith("No difference found with ");
        page.ShouldContain("they cannot prove that none does");
    }

    [Fact]
    public async Task A_wider_condition_is_told_with_the_rule_and_somebody_who_gains_by_it()
    {
        var (code, page, _) = await RulesOutputOf.RunAsync("rules", "diff", RulesOutputOf.Shipped, Changed("group: \"/ml/{team}/leads\"", "group: [\"/ml/{team}/leads\", \"/ml/{team}/deputies\"]"));

        code.ShouldBe(ExitCode.Failed);
        page.ShouldContain("~ changed rule production-leads");
        page.ShouldContain("when.group: '/ml/{team}/leads' -> '/ml/{team}/deputies or /ml/{team}/leads'");
        page.ShouldContain("Somebody gains prod-team1 (arn:aws:iam::999900001111:role/prod-team1)");
        page.ShouldContain("\"groups\":[\"/ml/team1/deputies\"]");
        page.ShouldNotContain("Somebody loses");
    }

    [Fact]
    public async Task Json_says_the_same_for_programs()
    {
        var (_, output, _) = await RulesOutputOf.RunAsync("rules", "diff", RulesOutputOf.Shipped, Changed("duration: 30m", "duration: 45m"), "--format", "json");

        var json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("change").GetString()).ShouldAllBe(change => change == "changed");
        var effect = json.GetProperty("effects").EnumerateArray().First();
        effect.GetProperty("effect").GetString().ShouldBe("changes");
        effect.GetProperty("fields")[0].GetProperty("field").GetString().ShouldBe("duration");
        effect.GetProperty("fields")[0].GetProperty("new").GetString().ShouldBe("45m");
        JsonDocument.Parse(effect.GetProperty("example").GetProperty("claims").GetString()!).RootElement.GetProperty("sub").GetString().ShouldNotBeNull();
        json.GetProperty("callers_not_tried").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Markdown_is_a_table_that_no_value_can_break()
    {
        var (code, output, _) = await RulesOutputOf.RunAsync("rules", "diff", RulesOutputOf.Shipped, Changed("name: analyst", "name: \"ana|`lyst`\""), "--format", "markdown");

        code.ShouldBe(ExitCode.Failed);
        output.ShouldStartWith("### What this change of the rules does\n");
        output.ShouldContain("ana\\|`lyst`");
        output.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ShouldAllBe(line => line.Replace("\\|", "", StringComparison.Ordinal).Count(letter => letter == '|') == 5);
    }

    [Fact]
    public async Task Faulty_rules_are_told_and_nothing_is_compared()
    {
        var (code, output, error) = await RulesOutputOf.RunAsync("rules", "diff", RulesOutputOf.Shipped, Changed("version: 1", "version: 9"));

        code.ShouldBe(ExitCode.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain("error TB");
    }

    public void Dispose() => _folder.Dispose();

    private string Changed(string was, string becomes)
    {
        var text = File.ReadAllText(RulesOutputOf.Shipped);
        text.ShouldContain(was);
        return _folder.Write("rules.yaml", text[..text.IndexOf("\ntests:", StringComparison.Ordinal)].Replace(was, becomes, StringComparison.Ordinal) + "\n");
    }
}
