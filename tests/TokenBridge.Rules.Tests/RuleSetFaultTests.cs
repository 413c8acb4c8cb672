using System.Text.RegularExpressions;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class RuleSetFaultTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Faults");

    /// <summary>The files in <c>Faults</c>. Their first line tells the code, the place, and a part of what to write: <c># TB126 at 6:11: when: everyone</c>.</summary>
    public static TheoryData<string> Files => new(Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_slip_is_one_fault_that_tells_its_place_and_what_to_write(string file)
    {
        var yaml = File.ReadAllText(Path.Combine(Folder, $"{file}.yaml"));
        var head = Regex.Match(yaml, @"\A# (?<code>TB\d{3}) at (?<place>\d+:\d+): (?<hint>.+)\n", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        var fault = Faults(yaml).ShouldHaveSingleItem();

        (fault.Code, $"{fault.Line}:{fault.Column}").ShouldBe((head.Groups["code"].Value, head.Groups["place"].Value));
        fault.Message.ShouldContain(head.Groups["hint"].Value);
        head.Success.ShouldBeTrue();
    }

    [Theory]
    [InlineData("arn:aws:iam::11112222333:role/r")]
    [InlineData("arn:aws:iam::111122223333:user/r")]
    [InlineData("arn:aws:iam::111122223333:role/a b")]
    [InlineData("arn:aws:sts::111122223333:role/{level}")]
    [InlineData("arn:aws:iam::1111222233{level}33{level}3:role/r")]
    [InlineData("arn:aws:iam::111122223333:role/{level?}")]
    [InlineData("arn:aws:iam::111122223333:role//{level}")]
    [InlineData("arn:aws:iam::111122223333:role/{level=a/b}")]
    [InlineData("prod")]
    public void A_role_that_can_be_no_arn_is_a_fault(string role) =>
        Faults($$"""
            version: 1
            claims: { level: /level }
            rules: [{ id: a, when: everyone, grant: { role: "{{role}}" } }]
            """).ShouldHaveSingleItem().Code.ShouldBe("TB118");

    /// <summary>What an editor does not show, or no file can hold beside its first line.</summary>
    [Theory]
    [InlineData("", "TB100", 1, 1)]
    [InlineData("version: 1\n\0rules: []\n", "TB102", 2, 1)]
    [InlineData("version: 1 # \u202e\n", "TB102", 1, 14)]
    [InlineData("version: 1 # \u200b\n", "TB102", 1, 14)]
    [InlineData("version: 1\u0085\n", "TB102", 1, 11)]
    public void A_slip_that_cannot_be_seen_is_one_fault_at_its_place(string yaml, string code, int line, int column)
    {
        var fault = Faults(yaml).ShouldHaveSingleItem();

        (fault.Code, fault.Line, fault.Column).ShouldBe((code, line, column));
    }

    [Theory]
    [InlineData("{a: ")]
    [InlineData("[")]
    public void Nesting_without_end_is_one_fault_and_is_not_read_to_its_end(string opening)
    {
        var fault = Faults($"version: 1\nrules: {string.Concat(Enumerable.Repeat(opening, 200_000))}").ShouldHaveSingleItem();

        (fault.Code, fault.Line).ShouldBe(("TB110", 2));
        fault.Message.ShouldContain("nested deeper than 32 levels");
    }

    [Fact]
    public void A_name_in_a_template_is_told_at_its_own_column()
    {
        var fault = Faults("version: 1\ndefaults: { session_name: \"{sub}-{nobody}\" }\nrules: [{ id: a, when: everyone, grant: { role: 'arn:aws:iam:::role/x' } }]\n").ShouldHaveSingleItem();

        (fault.Line, fault.Column).ShouldBe((2, 34));
    }

    [Fact]
    public void Every_fault_of_every_file_is_told_at_once_in_order()
    {
        var compilation = RuleSetCompiler.Compile(
            [
                new("b.yaml", "version: 1\nrules:\n  - { id: a, when: everyone, deny: { roles: \"*\" } }\n  - { id: a, whem: x, deny: {} }\n"),
                new("a.yaml", "version: 1\nrules:\n  - { id: z, when: everyone, deny: { roles: \"*\" } }\n  - { id: a, when: everyone, deny: { roles: prod } }\n"),
                new("c.yaml", "version: ["),
            ],
            Context());

        var faults = compilation.ShouldBeOfType<RuleSetCompilation.Refused>().Faults;
        faults.Select(fault => $"{fault.File}:{fault.Line} {fault.Code}")
            .ShouldBe(["a.yaml:4 TB111", "a.yaml:4 TB123", "b.yaml:4 TB111", "b.yaml:4 TB105", "b.yaml:4 TB108", "c.yaml:1 TB101"]);
        faults.Single(fault => fault.File == "a.yaml" && fault.Code == "TB111").Message.ShouldContain("b.yaml:3");
        faults[0].ToString().ShouldStartWith("a.yaml:4:11: error TB111: ");
    }

    [Fact]
    public void A_grant_of_unknown_issuers_is_a_fault_as_soon_as_there_are_several()
    {
        const string Yaml = """
            version: 1
            rules:
              - { id: a, when: everyone, grant: { role: "arn:aws:iam:::role/x" } }
              - { id: b, when: everyone, deny: { roles: "*" } }
            """;

        Faults(Yaml, "research").ShouldBeEmpty();
        var fault = Faults(Yaml, "research", "staff").ShouldHaveSingleItem();
        (fault.Code, fault.Line).ShouldBe(("TB112", 3));
        fault.Message.ShouldContain("issuer: any");
        Faults(Yaml + "\nissuer: [research, staff]\n", "research", "staff").ShouldBeEmpty();
        Faults(Yaml + "\nissuer: any\n", "research", "staff").ShouldBeEmpty();
    }

    [Fact]
    public void A_strategy_that_the_configuration_cannot_do_is_a_fault()
    {
        var compilation = RuleSetCompiler.Compile(
            [new("rules.yaml", $"version: 1\nrules: [{{ id: a, when: everyone, grant: {{ role: \"{Role}\", strategy: WebIdentity }} }}]\n")],
            Context() with { Strategies = [SessionStrategy.AssumeRole] });

        var fault = compilation.ShouldBeOfType<RuleSetCompilation.Refused>().Faults.ShouldHaveSingleItem();
        fault.Code.ShouldBe("TB133");
        fault.Message.ShouldContain("SigningKeyPath");
    }

    [Fact]
    public void A_policy_variable_of_aws_with_one_brace_is_told_how_to_be_written() =>
        Faults($"version: 1\nrules: [{{ id: a, when: everyone, grant: {{ role: \"{Role}\", policy: {{ Version: 2012-10-17, Statement: {{ Effect: Allow, Action: x, Resource: \"a/${{aws:username}}\" }} }} }} }}]\n")
            .Select(fault => fault.Message).ShouldContain(message => message.Contains("${{aws:PrincipalTag/team}}"));

    [Fact]
    public void Sizes_are_capped()
    {
        var patterns = string.Join(", ", Enumerable.Range(0, 257).Select(index => $"/g{index}"));
        Faults($"version: 1\nrules: [{{ id: a, when: {{ group: [{patterns}] }}, deny: {{ roles: \"*\" }} }}]").ShouldHaveSingleItem().Code.ShouldBe("TB110");
        Faults("version: " + new string('[', 10_000) + new string(']', 10_000)).Select(fault => fault.Code).ShouldContain("TB110");
        var tags = string.Join(", ", Enumerable.Range(0, 51).Select(index => $"k{index}: v"));
        Faults($"version: 1\nrules: [{{ id: a, when: everyone, grant: {{ role: \"{Role}\", tags: {{ {tags} }} }} }}]").ShouldHaveSingleItem().Code.ShouldBe("TB121");
    }

    [Fact]
    public void Ten_thousand_rules_are_one_rule_set_and_a_hundred_thousand_and_one_are_too_many()
    {
        var rules = Enumerable.Range(0, 10_000).Select(index => $"- {{ id: r{index}, when: {{ group: /g{index} }}, deny: {{ roles: \"*\" }} }}\n");

        Compile("version: 1\nrules:\n" + string.Concat(rules)).Rules.Count.ShouldBe(10_000);
        Faults("version: 1\nrules:\n" + string.Concat(Enumerable.Repeat("- x\n", 100_001))).ShouldHaveSingleItem().Code.ShouldBe("TB110");
    }

    [Fact]
    public void A_byte_order_mark_at_the_start_is_no_fault() => Faults("\uFEFFversion: 1\n").ShouldBeEmpty();

    [Fact]
    public void Yaml_words_and_numbers_are_their_text() =>
        When("{ claims: { level: [no, 0x10, 1_000, ~x, 2026-01-01] } }").Grants(Caller("{\"level\": \"0x10\"}")).ShouldBeTrue();

    [Fact]
    public void Whatever_the_text_it_is_compiled_or_refused()
    {
        var random = new Random(4711);
        string[] pieces = ["version: 1\n", "rules:\n", "- id: a\n", "  when: ", "{", "}", "[", "]", ":", ",", "\"", "'", "everyone", "\n", "  ", "&a ", "*a", "!t ", "|\n", ">", "%", "---\n", "?", "- ", "#", "\t", "é", "{x}", "grant", "\\", "@"];
        for (var run = 0; run < 3_000; run++)
        {
            var yaml = string.Concat(Enumerable.Range(0, random.Next(25)).Select(_ => pieces[random.Next(pieces.Length)]));
            Should.NotThrow(() => RuleSetCompiler.Compile([new RuleSetSource("rules.yaml", yaml)], Context()), yaml);
        }
    }
}
