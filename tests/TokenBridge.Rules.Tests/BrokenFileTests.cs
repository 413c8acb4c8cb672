using System.Text;
using TokenBridge.Rules.Reading.Faults;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>What an author reads of a file that is broken as a whole: the place, and what to write instead.</summary>
public sealed class BrokenFileTests
{
    [Theory]
    [InlineData("", "1:1 TB100", "begin with 'version: 1'")]
    [InlineData("# nothing\n", "1:1 TB100", "begin with 'version: 1'")]
    [InlineData("hello\n", "1:1 TB107", "is a mapping, and this is one value")]
    [InlineData("- a\n", "1:1 TB107", "is a mapping, and this is a list")]
    [InlineData("version:\nrules: []\n", "1:9 TB107", "'version' is empty")]
    [InlineData("version: 2\n", "1:10 TB109", "write version: 1")]
    [InlineData("version: 1.0\n", "1:10 TB109", "write version: 1")]
    [InlineData("version: yes\n", "1:10 TB109", "write version: 1")]
    [InlineData("version: 0o1\n", "1:10 TB109", "write version: 1")]
    [InlineData("rules: []\n", "1:1 TB108", "write version: 1")]
    [InlineData("version: 1\nrule: []\n", "2:1 TB105", "did you mean 'rules'? It takes version, ")]
    [InlineData("\uFEFFversion: 1\r\nrulez: []\r\n", "2:1 TB105", "did you mean 'rules'? It takes version, ")]
    [InlineData("version: 1\nversion: 1\n", "2:1 TB104", "keep one")]
    [InlineData("version: 1\nclaims: [a]\n", "2:9 TB107", "is a mapping, and this is a list")]
    [InlineData("version: 1\nclaims:\n", "2:8 TB107", "is a mapping, and this is empty")]
    [InlineData("version: 1\nrules: { r: x }\n", "2:8 TB107", "begin each rule with '- id: its-name'")]
    [InlineData("version: 1\nrules: [x]\n", "2:9 TB107", "a rule is a mapping, and this is one value")]
    [InlineData("version: 1\n---\nversion: 1\n", "2:1 TB103", "use several files in a folder")]
    [InlineData("version: 1\nlint: &a []\n", "2:7 TB103", "anchors (&a) are not read")]
    [InlineData("version: 1\nlint: *a\n", "2:7 TB103", "aliases (*a) are not read")]
    [InlineData("version: 1\n<<: { lint: [] }\n", "2:1 TB103", "under 'defaults'")]
    [InlineData("version: 1\nlint: !!seq []\n", "2:7 TB103", "needs quotes")]
    [InlineData("version: 1\n? [a]\n: b\n", "2:3 TB103", "must be a plain text")]
    [InlineData("version: 1\nrules:\n\t- id: r\n", "3:1 TB101", "write spaces")]
    [InlineData("version: 1\nrules:\n  - id: r\n   when: everyone\n", "4:4 TB101", "indent this line")]
    [InlineData("version: 1\nrules: [{ id: r\n", "2:16 TB101", "close its quote, ] or }")]
    [InlineData("version: 1\nrules:\n  - id: \"r\n    when: everyone\n", "3:9 TB101", "a quote is not closed")]
    [InlineData("version: 1\nlint: [{ because: /{a} }]\n", "2:20 TB101", "needs quotes")]
    [InlineData("version: 1\nlint: a: b\n", "2:8 TB101", "needs quotes")]
    [InlineData("version: 1\n\0rules: []\n", "2:1 TB102", "U+0000")]
    [InlineData("version: 1\nrules: [a\u200B]\n", "2:10 TB102", "U+200B")]
    public void A_broken_file_is_told_where_and_what_to_write(string text, string where, string advice)
    {
        var fault = Faults(text).ShouldHaveSingleItem();

        $"{fault.Line}:{fault.Column} {fault.Code}".ShouldBe(where, fault.Message);
        fault.Message.ShouldContain(advice);
        fault.Message.ShouldNotContain("?;");
    }

    [Theory]
    [InlineData("when: { group: /a }\n    grant: [x]", "5:12 TB107", "'grant' is a mapping, and this is a list")]
    [InlineData("when: { group: /a }\n    grant: { role: }", "5:20 TB107", "'role' is empty")]
    [InlineData("when:\n    grant: { role: \"arn:aws:iam::111122223333:role/r\" }", "4:10 TB126", "an empty 'when' is no condition")]
    [InlineData("when: [{ group: /a }]\n    grant: { role: \"arn:aws:iam::111122223333:role/r\" }", "4:11 TB107", "is a mapping, and this is a list")]
    [InlineData("when: { group: /a }\n    grant: { role: \"arn:aws:iam::111122223333:role/r\", session_name: {sub} }", "5:70 TB107", "put it in quotes: \"{sub}\"")]
    [InlineData("when: { group: /a }\n    deny: { roles: [\"\"] }", "5:21 TB123", "* for every role")]
    public void A_broken_rule_is_told_once(string rule, string where, string advice)
    {
        var fault = Faults($"version: 1\nrules:\n  - id: r\n    {rule}\n").ShouldHaveSingleItem();

        $"{fault.Line}:{fault.Column} {fault.Code}".ShouldBe(where, fault.Message);
        fault.Message.ShouldContain(advice);
    }

    [Fact]
    public void Aliases_by_the_million_are_told_and_never_followed()
    {
        var bomb = new StringBuilder("version: 1\na0: &a0 [x, x]\n");
        foreach (var level in Enumerable.Range(1, 40))
        {
            bomb.Append($"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n");
        }

        var faults = Faults(bomb.ToString());

        faults.Sum(fault => fault.Count).ShouldBe(41 + 80 + 41, "anchors, aliases, and keys that are not of the language");
        faults.SkipLast(1).ShouldAllBe(fault => fault.Code == FaultCode.YamlFeature);
    }

    [Fact]
    public void A_policy_variable_with_one_brace_is_told_once_where_it_stands()
    {
        var fault = Faults($"version: 1\nrules:\n  - id: r\n    when: everyone\n    grant: {{ role: \"{Role}\", policy: {{ Version: 2012-10-17, Statement: {{ Effect: Allow, Action: x, Resource: \"a${{aws:username}}\" }} }} }}\n")
            .ShouldHaveSingleItem();

        fault.Column.ShouldBe(138);
        fault.Message.ShouldContain("${{aws:PrincipalTag/team}}");
    }

    [Theory]
    [InlineData("role: nonsense", FaultCode.RoleArn)]
    [InlineData("duration: 1d", FaultCode.Duration)]
    [InlineData("session_name: \"a b\"", FaultCode.SessionName)]
    [InlineData("source_identity: \"{nope}\"", FaultCode.UnknownName)]
    [InlineData("tags: { \"aws:t\": x }", FaultCode.Tag)]
    [InlineData("tags: { t: \"{nope}\" }", FaultCode.UnknownName)]
    [InlineData("policy_arns: [x]", FaultCode.Policy)]
    [InlineData("policy: { Version: 2012-10-17 }", FaultCode.Policy)]
    [InlineData("external_id: \"!!\"", FaultCode.ExternalId)]
    [InlineData("region: X", FaultCode.Region)]
    [InlineData("strategy: y", FaultCode.Strategy)]
    [InlineData("priority: z", FaultCode.Priority)]
    [InlineData("source_identity: null", FaultCode.WrongKind)]
    public void A_fault_of_the_defaults_is_told_even_where_no_rule_takes_them(string defaults, string code)
    {
        const string Own = "role: \"arn:aws:iam::111122223333:role/r\", duration: 1h, session_name: a, source_identity: ab, tags: { t: a, \"aws:t\": null }, policy_arns: [], region: eu-central-1, strategy: AssumeRole, priority: 1";

        Faults($"version: 1\ndefaults: {{ {defaults} }}\n").ShouldHaveSingleItem().Code.ShouldBe(code);
        Faults($"version: 1\ndefaults: {{ {defaults} }}\nrules: [{{ id: r, when: {{ group: /a }}, grant: {{ {Own} }} }}]\n").ShouldContain(fault => fault.Code == code && fault.Line == 2);
    }

    [Theory]
    [InlineData("tags: { team: \"{team}\" }, transitive_tags: [team]")]
    [InlineData("external_id: abc, strategy: AssumeRole")]
    [InlineData("policy_arns: [\"arn:aws:iam::111122223333:policy/p\"]")]
    public void Defaults_that_suit_some_rule_have_no_fault(string defaults) =>
        Faults($"version: 1\ndefaults: {{ {defaults} }}\nrules: [{{ id: r, when: {{ group: \"/{{team}}\" }}, grant: {{ role: \"{Role}\" }} }}]\n").ShouldBeEmpty();
}
