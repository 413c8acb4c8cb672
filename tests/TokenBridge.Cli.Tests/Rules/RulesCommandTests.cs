using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TokenBridge.Cli.Rules;
using TokenBridge.Rules.Reading.Schema;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Rules;

public sealed class RulesCommandTests : IDisposable
{
    private const string Clean = """
        version: 1
        rules: [{ id: r, when: { group: /a }, grant: { role: "arn:aws:iam::111122223333:role/r" } }]
        """;

    private const string Warned = """
        version: 1
        rules: [{ id: r, when: everyone, grant: { role: "arn:aws:iam::111122223333:role/r" } }]
        """;

    /// <summary>What the service shows for these rules: of the length of the text and the text.</summary>
    private static readonly string CleanHash = Convert.ToHexStringLower(SHA256.HashData([.. BitConverter.GetBytes((long)Clean.Length), .. Encoding.UTF8.GetBytes(Clean)]));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-rules-tests-");
    private readonly AwaitedOutput _output = new();
    private readonly AwaitedOutput _error = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Clean_rules_are_clean()
    {
        (await RunAsync("check", Write(Clean))).ShouldBe(RulesExitCode.Clean);

        _output.ToString().ShouldBe($"{Path.Combine(_folder.FullName, "rules.yaml")}: rules_hash {CleanHash}\n0 errors, 0 warnings\n");
    }

    [Fact]
    public async Task Every_fault_is_one_line_in_compiler_form_above_its_source_and_a_caret()
    {
        var file = Write("version: 1\nrulez: []\nclaims: { sub: /x }\n");

        (await RunAsync("check", file)).ShouldBe(RulesExitCode.Findings);

        var lines = _output.ToString().Split('\n');
        lines[0].ShouldStartWith($"{file}:2:1: error TB105: ");
        lines[0].ShouldContain("did you mean 'rules'?");
        lines[1..3].ShouldBe(["    rulez: []", "    ^"]);
        lines[3].ShouldStartWith($"{file}:3:11: error TB113: ");
        lines[4..].ShouldBe(["    claims: { sub: /x }", "              ^", "2 errors, 0 warnings", ""]);
        _output.ToString().ShouldNotContain("\e[");
    }

    [Theory]
    [InlineData(RulesExitCode.Clean)]
    [InlineData(RulesExitCode.Findings, "--strict")]
    public async Task Warnings_fail_only_where_that_is_asked_for(int code, params string[] strict)
    {
        var file = Write(Warned);

        (await RunAsync(["check", file, .. strict])).ShouldBe(code);

        _output.ToString().ShouldContain($"{file}:2:24: warning TB203: ");
    }

    [Fact]
    public async Task Each_path_is_a_rule_set_of_its_own()
    {
        (await RunAsync("check", Write(Clean, "a.yaml"), Write(Clean, "b.yaml"))).ShouldBe(RulesExitCode.Clean);
        (await RunAsync("check", _folder.FullName)).ShouldBe(RulesExitCode.Findings);

        _output.ToString().ShouldContain("the id 'r' is taken");
    }

    [Theory]
    [InlineData("check", "--bogus")]
    [InlineData("check", "--format", "xml")]
    [InlineData("check", "--format", "7")]
    [InlineData("test", "stray")]
    [InlineData("test", "--format")]
    public async Task A_command_line_that_is_wrong_is_usage_and_nothing_is_checked(string command, params string[] more)
    {
        (await RunAsync([command, Write(Clean), .. more])).ShouldBe(RulesExitCode.Usage);

        _output.ToString().ShouldNotContain("0 errors");
        _output.ToString().ShouldNotContain("0 tests");
    }

    [Theory]
    [InlineData("rules")]
    [InlineData("rules", "check")]
    [InlineData("rules", "test")]
    [InlineData("rules", "schema", "x")]
    public async Task A_command_without_what_it_needs_is_usage(params string[] arguments) =>
        (await InvokeAsync(arguments)).ShouldBe(RulesExitCode.Usage);

    [Fact]
    public async Task A_missing_path_is_a_fault_like_any_other()
    {
        (await RunAsync("check", Path.Combine(_folder.FullName, "none.yaml"))).ShouldBe(RulesExitCode.Findings);

        _output.ToString().ShouldContain("none.yaml:1:1: error TB100: ");
    }

    [Fact]
    public async Task Issuer_ids_are_compared_only_with_those_that_are_given()
    {
        var file = Write("version: 1\nissuer: research\nrules: []\n");

        (await RunAsync("check", file)).ShouldBe(RulesExitCode.Clean);
        (await RunAsync("check", file, "--issuer", "research", "--issuer", "guests")).ShouldBe(RulesExitCode.Clean);
        (await RunAsync("check", file, "--issuer", "reserch")).ShouldBe(RulesExitCode.Findings);
    }

    [Fact]
    public async Task Workflow_commands_escape_what_the_runner_would_take_for_its_own()
    {
        var file = Write("version: 1\n\"50%,a:b\": 1\nrules: []\n", "x,y.yaml");

        await RunAsync("check", "--format", "github", file);

        var line = _output.ToString().Split('\n').First(text => text.StartsWith("::error file=", StringComparison.Ordinal));
        line.ShouldContain("x%2Cy.yaml,line=2,col=1,title=TB105::");
        line.ShouldContain("'50%25,a:b'");
    }

    [Fact]
    public async Task Json_says_what_text_says()
    {
        var file = Write(Warned);
        await RunAsync("check", "--format", "json", file);

        using var json = JsonDocument.Parse(_output.ToString());
        var finding = json.RootElement.GetProperty("findings")[0];
        (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32()).ShouldBe((file, 2, 24));
        (finding.GetProperty("severity").GetString(), finding.GetProperty("code").GetString()).ShouldBe(("warning", "TB203"));
        json.RootElement.GetProperty("errors").GetInt32().ShouldBe(0);
        json.RootElement.GetProperty("warnings").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Json_of_clean_rules_has_the_same_members()
    {
        var file = Write(Clean);
        await RunAsync("check", "--format", "json", file);

        _output.ToString().ShouldBe(
            $"{{\n  \"findings\": [],\n  \"rule_sets\": [\n    {{\n      \"path\": \"{file}\",\n      \"rules_hash\": \"{CleanHash}\",\n      \"rules\": 1,\n      \"tests\": 0\n    }}\n  ],\n  \"errors\": 0,\n  \"warnings\": 0\n}}\n");
    }

    [Fact]
    public async Task Tests_pass_or_fail_with_expected_against_actual_and_a_count()
    {
        var file = Write($$"""
            {{Clean}}
            tests:
              - { name: a member gets it, token: { sub: u, groups: [/a] }, expect: { rule: r } }
              - { name: a stranger gets it, token: { sub: u }, expect: { rule: r } }
            """);

        (await RunAsync("test", file)).ShouldBe(RulesExitCode.Findings);

        _output.ToString().ShouldContain("pass  a member gets it\n");
        _output.ToString().ShouldContain($"FAIL  a stranger gets it ({file}:5)\n      expected a grant, but it is refused with no_rule_matches");
        _output.ToString().ShouldEndWith("2 tests, 1 failed\n");
    }

    [Fact]
    public async Task Check_runs_the_tests_too_where_that_is_asked_for()
    {
        var file = Write($$"""
            {{Clean}}
            tests:
              - { name: a member gets it, token: { sub: u, groups: [/a] }, expect: { rule: r } }
              - { name: a stranger gets it, token: { sub: u }, expect: { rule: r } }
            """);

        (await RunAsync("check", file)).ShouldBe(RulesExitCode.Clean);
        (await RunAsync("check", "--test", file)).ShouldBe(RulesExitCode.Findings);

        _output.ToString().ShouldContain("0 errors, 0 warnings; 2 tests not run, see tokenbridge rules check --test\n");
        _output.ToString().ShouldContain($"{file}:5:5: error TB137: the test 'a stranger gets it' fails: expected a grant, but it is refused with no_rule_matches");
        _output.ToString().ShouldEndWith("1 error, 0 warnings; 2 tests run\n");
    }

    [Theory]
    [InlineData("text", "error TB105", "1900 more faults are not listed", "2000 errors, 0 warnings")]
    [InlineData("json", "\"TB105\"", "1900 more faults are not listed", "\"errors\": 2000")]
    [InlineData("sarif", "\"ruleId\": \"TB105\"", "1900 more faults are not listed", "")]
    [InlineData("github", "title=TB105", "1900 more faults are not listed", "")]
    public async Task Of_many_faults_a_hundred_are_shown_in_every_format(string format, string one, string others, string total)
    {
        await RunAsync("check", "--format", format, Write($"version: 1\n{string.Concat(Enumerable.Range(0, 2_000).Select(index => $"unknown{index}: x\n"))}"));

        var output = _output.ToString();
        output.Split(one).Length.ShouldBe(101);
        output.ShouldContain(others);
        output.ShouldContain(total);
        output.Length.ShouldBeLessThan(100_000);
    }

    [Fact]
    public async Task Of_many_warnings_a_hundred_are_shown()
    {
        var rules = string.Join(", ", Enumerable.Range(0, 150).Select(index => $"{{ id: r{index}, when: everyone, grant: {{ role: \"arn:aws:iam::111122223333:role/r\" }} }}"));

        (await RunAsync("check", "--strict", Write($"version: 1\nrules: [{rules}]\n"))).ShouldBe(RulesExitCode.Findings);

        _output.ToString().Split("warning TB203").Length.ShouldBe(101);
        _output.ToString().ShouldContain("warning TB218: 50 more warnings are not listed; fix or allow those above first");
        _output.ToString().ShouldEndWith("0 errors, 150 warnings\n");
    }

    [Fact]
    public async Task Tests_of_rules_with_a_fault_are_not_run()
    {
        (await RunAsync("test", Write("version: 1\nrulez: []\n"))).ShouldBe(RulesExitCode.Findings);

        _output.ToString().ShouldContain("error TB105");
        _output.ToString().ShouldNotContain("failed");
    }

    [Fact]
    public async Task Schema_prints_the_schema()
    {
        (await InvokeAsync("rules", "schema")).ShouldBe(RulesExitCode.Clean);

        _output.ToString().ShouldBe(RuleSetSchema.Write());
    }

    private Task<int> RunAsync(params string[] arguments) => InvokeAsync(["rules", .. arguments]);

    private Task<int> InvokeAsync(params string[] arguments) =>
        TokenBridgeCommand.RunAsync(arguments, new InvocationConfiguration { Output = _output, Error = _error });

    private string Write(string text, string name = "rules.yaml")
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
