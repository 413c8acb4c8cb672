using System.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>What an author reads of a file with many faults, or with one that has others in its train.</summary>
public sealed class FaultListTests
{
    [Theory]
    [InlineData(100, 100)]
    [InlineData(101, 101)]
    [InlineData(20_000, 101)]
    public void A_hundred_faults_are_listed_and_the_others_counted(int keys, int listed)
    {
        var yaml = new StringBuilder("version: 1\n");
        foreach (var key in Enumerable.Range(0, keys))
        {
            yaml.Append($"unknown{key}: x\n");
        }

        var faults = Faults(yaml.ToString());

        faults.Count.ShouldBe(listed);
        faults.Sum(fault => fault.Count).ShouldBe(keys);
        faults.Take(100).Select(fault => fault.Line).ShouldBe(Enumerable.Range(2, 100));
        if (keys > listed)
        {
            faults[^1].Message.ShouldBe($"{keys - 100} more faults are not listed; fix those above first");
            faults[^1].Line.ShouldBe(102);
        }
    }

    /// <summary>What makes two hundred thousand faults take no longer than two hundred.</summary>
    [Fact]
    public void Of_a_fault_that_is_not_listed_no_text_is_made()
    {
        var (faults, made) = (new FaultList(), 0);
        foreach (var line in Enumerable.Range(1, 300))
        {
            faults.Add(new SourcePosition("a.yaml", line, 1), FaultCode.UnknownKey, $"text {Make()}");
            faults.Add(new SourcePosition("a.yaml", line, 1), FaultCode.UnknownKey, $"the same again {Make()}");
        }

        made.ShouldBe(FaultList.MostListed);
        faults.Count.ShouldBe(300);
        faults.Sorted()[^1].ToString().ShouldBe("a.yaml:101:1: error TB110: 200 more faults are not listed; fix those above first");

        string Make() => $"{++made}";
    }

    [Theory]
    [InlineData("rules: [{ id: r, wen: { group: \"/{t}\" }, grant: { name: \"{t}\", role: \"arn:aws:iam::111122223333:role/{t}\", tags: { t: \"{t}\" }, transitive_tags: [t] } }]", "TB105")]
    [InlineData("rules: [{ id: r, when: { gruop: \"/{t}\" }, grant: { name: \"{t}\", role: \"arn:aws:iam::111122223333:role/{t}\", tags: { t: \"{t}\" }, transitive_tags: [t] } }]", "TB105")]
    [InlineData("rules: [{ id: r, when: { group: \"{t}\" }, grant: { name: \"{t}\", role: \"arn:aws:iam::111122223333:role/{t}\", tags: { t: \"{t}\" }, transitive_tags: [t] } }]", "TB114")]
    [InlineData("rules: [{ id: r, when: { group: [\"/a/{t\"] }, grant: { name: \"{t}\", role: \"arn:aws:iam::111122223333:role/{t}\", tags: { t: \"{t}\" }, transitive_tags: [t] } }]", "TB114")]
    [InlineData("rules: [{ id: r, when: { group: {} }, grant: { name: \"{t}\", role: \"arn:aws:iam::111122223333:role/{t}\", session_name: \"{t}\" } }]", "TB107")]
    [InlineData("rules: [{ id: r, when: { any: [{ group: \"/a/{t\" }, { group: \"/b/{t}\" }] }, grant: { name: \"{t}\", role: \"arn:aws:iam::111122223333:role/{t}\" } }]", "TB114")]
    [InlineData("rules: [{ id: r, when: { grup: /a, claims: { sub: x } }, grnt: { role: \"arn:aws:iam::111122223333:role/r\" } }]", "TB105 TB105")]
    [InlineData("rules: [{ id: r, when: everyone, grant: { rol: \"arn:aws:iam::111122223333:role/r\" } }]", "TB105")]
    [InlineData("rules: [{ id: r, when: everyone, deny: { role: \"*\" } }]", "TB105")]
    [InlineData("rules: [{ id: r, when: everyone, grant: { role: \"arn:aws:iam::111122223333:role/r\", policy: { Version: 2012-10-17, Statment: { Effect: Allow, Action: x, Resource: y } } } }]", "TB105")]
    [InlineData("claims: { d: { form: /d } }\nrules: [{ id: r, when: { claims: { d: x } }, grant: { name: \"{d}\", role: \"arn:aws:iam::111122223333:role/{d}\", tags: { d: \"{d}\" } } }]", "TB105")]
    [InlineData("claims: { d: }\nrules: [{ id: r, when: { claims: { d: x } }, grant: { name: \"{d}\", role: \"arn:aws:iam::111122223333:role/{d}\", tags: { d: \"{d}\" } } }]", "TB107")]
    [InlineData("claims: [d]\nrules: [{ id: r, when: { claims: { d: x } }, grant: { name: \"{d}\", role: \"arn:aws:iam::111122223333:role/{d}\", tags: { d: \"{d}\" } } }]", "TB107")]
    [InlineData("defaults: [role]\nrules: [{ id: r, when: everyone, grant: { tags: { t: null }, transitive_tags: [u], source_identity: null } }]", "TB107")]
    [InlineData("defaults: { role: [x] }\nrules: [{ id: r, when: everyone, grant: { name: a } }, { id: s, when: everyone, grant: { name: b } }]", "TB107")]
    [InlineData("defaults: { role: \"arn:aws:iam::111122223333:role/r\", tags: [t] }\nrules: [{ id: r, when: everyone, grant: { tags: { t: null }, transitive_tags: [u] } }]", "TB107")]
    [InlineData("rules: [{ id: a b, when: everyone, deny: { roles: \"*\" } }]\ntests: [{ name: n, token: { sub: u }, expect: { denied: no_rule_matches, rule: a b } }]", "TB111")]
    [InlineData("rules: [{ idd: a, when: everyone, deny: { roles: \"*\" } }]\ntests: [{ name: n, token: { sub: u }, expect: { denied: no_rule_matches, rule: a } }]", "TB105")]
    [InlineData("rules: { a: b }\ntests: [{ name: n, token: { sub: u }, expect: { denied: no_rule_matches, rule: a } }]", "TB107")]
    public void A_slip_is_told_without_what_follows_from_it(string rest, string codes) =>
        Faults($"version: 1\n{rest}\n").Select(fault => fault.Code).ShouldBe(codes.Split(' '), string.Join('\n', Faults($"version: 1\n{rest}\n")));

    [Theory]
    [InlineData("issuer: []", "TB107")]
    [InlineData("isuer: research", "TB105")]
    public void A_slip_in_the_file_s_issuer_is_not_told_for_each_rule(string issuer, string code) =>
        Faults($"version: 1\n{issuer}\nrules: [{{ id: a, when: everyone, grant: {{ role: \"{Role}\" }} }}, {{ id: b, when: everyone, grant: {{ role: \"{Role}\" }} }}]\n", "research", "staff")
            .ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void Two_slips_are_two_faults() =>
        Faults("version: 1\nrules: [{ id: r, wen: everyone, grant: { role: \"arn:aws:iam::111122223333:role/r\", duration: 1 } }]\n")
            .Select(fault => fault.Code).ShouldBe(["TB105", "TB119"]);
}
