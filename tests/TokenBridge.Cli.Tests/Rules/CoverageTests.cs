using System.Text.Json;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Rules;

public sealed class CoverageTests : IDisposable
{
    private const string Half = """
        version: 1
        rules:
          - { id: r, when: { group: [/a, /b] }, grant: { role: "arn:aws:iam::111122223333:role/r" } }
        tests:
          - { name: a, token: { sub: u, groups: [/a] }, expect: { rule: r } }

        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Every_part_of_the_shipped_rules_is_reached_by_their_tests()
    {
        var (code, page, _) = await RulesOutputOf.RunAsync("rules", "test", RulesOutputOf.Shipped, "--coverage");

        code.ShouldBe(ExitCode.Done);
        page.ShouldNotContain("no test ");
    }

    [Fact]
    public async Task What_no_test_reaches_is_named_and_does_not_fail()
    {
        var (code, page, _) = await RulesOutputOf.RunAsync("rules", "test", _folder.Write("rules.yaml", Half), "--coverage");

        code.ShouldBe(ExitCode.Done);
        page.ShouldContain("      no test misses group '/a' or '/b'\n");
        page.ShouldContain("      no test meets group '/b' of its list\n");
        page.ShouldEndWith("4 of 6 parts of the rules reached by tests\n");
    }

    [Fact]
    public async Task Json_says_the_same_for_programs()
    {
        var (_, output, _) = await RulesOutputOf.RunAsync("rules", "test", _folder.Write("rules.yaml", Half), "--coverage", "--format", "json");

        var json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("failed").GetInt32().ShouldBe(0);
        json.GetProperty("tests")[0].GetProperty("passed").GetBoolean().ShouldBeTrue();
        json.GetProperty("coverage").GetProperty("parts").GetInt32().ShouldBe(6);
        json.GetProperty("coverage").GetProperty("missed").EnumerateArray().Select(part => part.GetProperty("kind").GetString()).ShouldBe(["condition", "alternative"]);
    }

    public void Dispose() => _folder.Dispose();
}
