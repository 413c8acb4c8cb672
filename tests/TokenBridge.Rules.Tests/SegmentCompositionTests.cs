using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Tests.Linting;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>Several captures in one segment, and captures of digits: one way to read a value, or none.</summary>
public sealed class SegmentCompositionTests
{
    [Theory]
    [InlineData("/aws_{a:digits}_{r}", "/aws_111122223333_reader", "111122223333 reader")]
    [InlineData("/aws_{a:digits}_{r}", "/aws_111122223333_data_reader", "111122223333 data_reader")]
    [InlineData("/aws_{a:digits}_{r}", "/aws_prod_reader", null)]
    [InlineData("/aws_{a:digits}_{r}", "/aws_1x_reader", null)]
    [InlineData("/aws_{a:digits}_{r}", "/aws_١_reader", null)] // digits of ASCII only
    [InlineData("/aws_{a:digits}_{r}", "/aws__reader", null)]
    [InlineData("/aws_{a:digits}_{r}", "/aws_1_", null)]
    [InlineData("/aws_{a:digits}_{r}", "/aws_1", null)]
    [InlineData("/aws_{a:digits}_{r}", "/AWS_1_reader", null)]
    [InlineData("/aws_{a:digits}_{r}", "/x/aws_1_reader", null)]
    [InlineData("/aws#{a}#{r}#{x:digits}", "/aws#dev#reader#12", "dev reader 12")]
    [InlineData("/aws#{a}#{r}#{x:digits}", "/aws#dev#reader#more#12", null)]
    [InlineData("/{a}-{r}", "/a-b-c", "a b-c")] // the first takes no -
    [InlineData("/{a}--{r}", "/a-b--c", null)]
    [InlineData("/{a}--{r}", "/a--b--c", "a b--c")]
    [InlineData("/{a}-{r}-x", "/a-b-x-x", "a b-x")] // the last takes what is left before its end
    [InlineData("/{a}-{r}-x", "/a-x", null)]
    [InlineData("/{a}-{a}", "/v-v", "v")]
    [InlineData("/{a}-{a}", "/v-w", null)]
    [InlineData("/{a:digits}", "/12", "12")]
    [InlineData("/{a:digits}", "/1a", null)]
    [InlineData("/v{a:digits}x", "/v12x", "12")]
    [InlineData("/o-{a}-{r}/{x:digits}", "/o-1-2/3", "1 2 3")]
    [InlineData("/{a}\U00020BB7{r}", "/x\U00020BB6y\U00020BB7z", "x\U00020BB6y z")] // a letter is not its first half
    public void There_is_one_way_to_read_a_value_or_none(string pattern, string group, string? values)
    {
        var evaluation = Compile($"version: 1\nrules: [{{ id: r, when: {{ group: \"{pattern}\" }}, grant: {{ role: \"{Role}\" }} }}]\n").Evaluate(Member(group));

        evaluation.Eligible.Select(grant => grant.Name).ShouldBe(values is null ? [] : [$"r:{values.Replace(' ', ':')}"]);
    }

    [Fact]
    public void An_account_and_a_role_come_from_one_group()
    {
        var rules = Compile("""
            version: 1
            rules: [{ id: directory, when: { group: "/aws_{account:digits}_{role}" }, grant: { name: "{role}@{account}", role: "arn:aws:iam::{account}:role/{role}" } }]
            """);

        var grants = rules.Evaluate(Member("/aws_111122223333_reader", "/aws_999900001111_admin", "/aws_12_short", "/other")).Eligible;
        grants.Select(grant => $"{grant.Name} {grant.Role}").ShouldBe(
            ["reader@111122223333 arn:aws:iam::111122223333:role/reader", "admin@999900001111 arn:aws:iam::999900001111:role/admin"]);
        rules.Evaluate(Member("/aws_12_short")).Select(null).Denied(DenialReason.InvalidValue);
    }

    [Fact]
    public void Other_kinds_of_roles_compose_too()
    {
        When("{ realm_role: \"aws-{a:digits}-{r}\" }").Grants(Caller("{\"realm_access\": {\"roles\": [\"aws-1-x\"]}}")).ShouldBeTrue();
        When("{ client_role: \"hub/{a:digits}-{r}\" }").Grants(Caller("{\"resource_access\": {\"hub\": {\"roles\": [\"1-x\"]}}}")).ShouldBeTrue();
        When("{ client_role: { client: a/b, role: \"{a:digits}-{r}\" } }").Grants(Caller("{\"resource_access\": {\"a/b\": {\"roles\": [\"1-x\"]}}}")).ShouldBeTrue();
    }

    [Fact]
    public void A_deny_composes_too_and_holds_for_what_may_be_forged()
    {
        DenyWhen("{ group: \"/aws_{a:digits}_{r}\" }").Grants(Member("//aws_1_x/")).ShouldBeFalse();
        DenyWhen("{ group: \"/aws_{a:digits}_{r}\" }").Grants(Member("/aws_1_x~")).ShouldBeFalse();
        DenyWhen("{ group: \"/aws_{a:digits}_{r}\" }").Grants(Member("/aws_x_1")).ShouldBeTrue();
        When("{ group: \"/aws_{a:digits}_{r}\" }").Grants(Member("/aws_1_x~")).ShouldBeFalse();
    }

    [Fact]
    public void Patterns_that_differ_only_in_names_are_one_and_others_are_not()
    {
        var rules = Compile($$"""
            version: 1
            rules:
              - { id: a, when: { group: "/{x}-{y}" }, grant: { role: "{{Role}}" } }
              - { id: b, when: { group: "/{y}-{x}" }, grant: { role: "{{Role}}" } }
              - { id: c, when: { group: "/{x:digits}-{y}" }, grant: { role: "{{Role}}" } }
              - { id: d, when: { group: "/{x}-{y:digits}" }, grant: { role: "{{Role}}" } }
              - { id: e, when: { group: "/{x}-{y}-" }, grant: { role: "{{Role}}" } }
              - { id: f, when: { group: "/1-{x:digits}" }, grant: { role: "{{Role}}" } }
              - { id: g, when: { group: "/1-{x}" }, grant: { role: "{{Role}}" } }
            """);

        rules.Evaluate(Member("/1-a")).Eligible.Select(grant => grant.Name).ShouldBe(["a:1:a", "b:1:a", "c:1:a", "g:a"]);
        rules.Evaluate(Member("/1-2")).Eligible.Select(grant => grant.Name).ShouldBe(["a:1:2", "b:1:2", "c:1:2", "d:1:2", "f:2", "g:2"]);
        rules.Evaluate(Member("/a-b-")).Eligible.Select(grant => grant.Name).ShouldBe(["a:a:b-", "b:a:b-", "e:a:b"]);
    }

    [Theory]
    [InlineData("/{a}{b}", "touch")]
    [InlineData("/{a:digits}{b}", "touch")]
    [InlineData("/x{a}-{b}{c}", "touch")]
    [InlineData("/{a:word}", "write {name}")]
    [InlineData("/{:digits}", "write {name}")]
    [InlineData("/{a:digits?}", "write {name}")]
    [InlineData("/{a?}-{b}", "a capture is just {name}")]
    [InlineData("/{a}-*", "* stands alone")]
    [InlineData("/{sub}-{b}", "built in")]
    public void A_slip_is_one_fault(string pattern, string advice) =>
        Faults($"version: 1\nrules: [{{ id: r, when: {{ group: \"{pattern}\" }}, grant: {{ role: \"{Role}\" }} }}]\n").ShouldHaveSingleItem().Message.ShouldContain(advice);

    [Fact]
    public void A_template_has_no_digits()
    {
        Faults($"version: 1\nrules: [{{ id: r, when: {{ group: \"/{{a:digits}}\" }}, grant: {{ role: \"{Role}\", tags: {{ t: \"{{a:digits}}\" }} }} }}]\n").ShouldHaveSingleItem().Code.ShouldBe(FaultCode.Template);
    }

    [Fact]
    public void The_linter_knows_what_is_captured()
    {
        TestLint.Codes("""
            version: 1
            rules: [{ id: r, when: { group: "/aws_{account:digits}_{role}" }, grant: { role: "arn:aws:iam::{account}:role/{role}" } }]
            """).ShouldBeEmpty();
        TestLint.Codes(TestLint.Grant("{ group: \"/{x:digits}-{u}\" }")).ShouldBe([LintCode.Shadowed]);
        TestLint.Codes(TestLint.Grant("{ group: [\"/{u:digits}\", \"/{u}\"] }")).ShouldBeEmpty();
    }

    [Fact]
    public void Explanations_and_who_show_the_pattern_and_what_it_captured()
    {
        var rules = When("{ group: \"/aws_{a:digits}_{r}\" }");
        var test = RuleSetExplanation.Of(rules, Member("/aws_1_x"), Request, null).Rules[0].When.Parts[0];

        test.Expected.ShouldBe("'/aws_{a:digits}_{r}'");
        test.Bindings.ShouldHaveSingleItem().Select(capture => $"{capture.Key} = {capture.Value}").ShouldBe(["a = 1", "r = x"], ignoreOrder: true);
        RoleReach.Of(rules, Role).Routes.ShouldHaveSingleItem().When.Parts[0].Expected.ShouldBe(test.Expected);
    }
}
