using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using static TokenBridge.Rules.Tests.Linting.TestLint;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Linting;

public sealed class RuleSetLinterTests
{
    [Fact]
    public void The_shipped_rules_give_no_warning()
    {
        var (sources, faults) = RuleSetFile.Read(Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml"));

        faults.ShouldBeEmpty();
        Warnings(sources[0].Text).ShouldBeEmpty();
    }

    [Fact]
    public void A_deny_that_matches_no_role_of_any_grant_removes_nothing() =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" } }
              - { id: d, when: { group: /c }, deny: { roles: ["arn:aws:iam::111122223333:role/ds-prod*", "arn:aws:iam::999900001111:role/*"] } }
            """).ShouldBe([LintCode.IdleDeny]);

    [Fact]
    public void A_grant_for_everyone_is_told_and_a_deny_for_everyone_is_not() =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: everyone, grant: { role: "{{Role}}" } }
              - { id: s, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" } }
              - { id: d, when: everyone, deny: { roles: ["arn:aws:iam::111122223333:role/ds-prod"] } }
            """).ShouldBe([LintCode.Everyone]);

    [Theory]
    [InlineData("{ claims: { mail: { like: \"*@acme.com\" } } }", "{ role: \"arn:aws:iam::111122223333:role/r\" }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", tags: { t: \"{mail}\" } }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", name: \"x-{mail}\" }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", tags: { t: { claim: mail, join: \":\" } } }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", source_identity: \"{mail}\" }")]
    [InlineData("{ group: /a }", "{ role: \"arn:aws:iam::111122223333:role/r\", policy: { Version: \"2012-10-17\", Statement: { Effect: Allow, Action: s3:Get, Resource: \"arn:aws:s3:::b/{mail}\" } } }")]
    public void Access_that_rests_on_what_people_choose_themselves_is_told(string when, string grant) =>
        Codes($$"""
            version: 1
            claims: { mail: /email }
            rules: [{ id: r, when: {{when}}, grant: {{grant}} }]
            """).ShouldBe([LintCode.UserChosen]);

    [Fact]
    public void A_session_name_may_be_what_people_choose_themselves() =>
        Codes($$"""
            version: 1
            claims: { user: /preferred_username }
            rules: [{ id: r, when: { group: /a }, grant: { role: "{{Role}}", session_name: "{user}" } }]
            """).ShouldBeEmpty();

    [Fact]
    public void An_arn_that_a_claim_fills_is_told_and_one_that_a_group_fills_is_not() =>
        Codes("""
            version: 1
            claims: { department: /department }
            rules:
              - { id: r, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" } }
              - { id: s, when: { group: /a }, grant: { role: "arn:aws:iam::111122223333:role/ds-{department}" } }
            """).ShouldBe([LintCode.ClaimInArn]);

    [Theory]
    [InlineData("2h, strategy: AssumeRole", LintCode.LongChain)]
    [InlineData("2h", LintCode.LongChain)]
    [InlineData("29m", LintCode.ShortSession)]
    public void A_duration_that_AWS_or_its_SDKs_treat_otherwise_is_told(string duration, string code) =>
        Codes(Grant("{ group: /a }", $", duration: {duration}")).ShouldBe([code]);

    [Theory]
    [InlineData("2h, strategy: WebIdentity")]
    [InlineData("1h")]
    [InlineData("30m")]
    public void A_duration_that_works_is_left_alone(string duration) => Codes(Grant("{ group: /a }", $", duration: {duration}")).ShouldBeEmpty();

    [Fact]
    public void Tags_that_may_be_more_than_a_session_holds_are_told()
    {
        var tags = string.Join(", ", Enumerable.Range(1, 17).Select(number => $"t{number}: \"{{x}}\""));

        Codes(Grant("{ group: /a }", $", tags: {{ {tags} }}")).ShouldBe([LintCode.PackedSize]);
    }

    [Fact]
    public void A_capture_that_hides_a_claim_and_a_claim_that_nothing_reads_are_told() =>
        Codes("""
            version: 1
            claims: { team: /team, idle: /idle }
            rules: [{ id: r, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/ds-{team}" } }]
            """).ShouldBe([LintCode.UnusedClaim, LintCode.Shadowed]);

    [Fact]
    public void A_warning_of_the_defaults_is_told_once_where_it_stands()
    {
        var warning = Warnings($$"""
            version: 1
            defaults: { duration: 2h }
            rules:
              - { id: r, when: { group: /a }, grant: { role: "{{Role}}" } }
              - { id: s, when: { group: /b }, grant: { role: "{{Role}}" } }
            """).ShouldHaveSingleItem();

        warning.At.ShouldBe(new SourcePosition("rules.yaml", 2, 23));
        warning.Code.ShouldBe(LintCode.LongChain);
    }

    /// <summary>One rule for each warning.</summary>
    public static TheoryData<string, string, string> EachWarning => new()
    {
        { LintCode.Unreachable, "{ client: a, not: { client: a } }", "" },
        { LintCode.Everyone, "everyone", "" },
        { LintCode.UserChosen, "{ group: /a }", ", tags: { t: \"{mail}\" }" },
        { LintCode.ClaimInArn, "{ group: /a }", ", policy_arns: \"arn:aws:iam::111122223333:policy/{x}\"" },
        { LintCode.LongChain, "{ group: /a }", ", duration: 2h" },
        { LintCode.ShortSession, "{ group: /a }", ", duration: 20m" },
        { LintCode.PackedSize, "{ group: /a }", $", tags: {{ {string.Join(", ", Enumerable.Range(1, 17).Select(number => $"t{number}: \"{{x}}\""))} }}" },
        { LintCode.Shadowed, "{ group: \"/a/{x}\" }", "" },
        { LintCode.AlwaysDenied, "{ group: /always/denied }", "" },
        { LintCode.Covered, "{ group: [/a, /a] }", "" },
        { LintCode.SameName, "{ group: /a }", ", name: taken" },
        { LintCode.ActionTemplate, "{ group: /a }", ", policy: { Version: 2012-10-17, Statement: { Effect: Allow, Action: \"s3:{x}\", Resource: \"*\" } }" },
        { LintCode.ClientSlash, "{ client_role: apps/portal/reader }", "" },
        { LintCode.Mapped, "{ claims: { mapped: \"R&D\" } }", "" },
        { LintCode.Partition, "{ group: /a }", ", region: cn-north-1" },
        { LintCode.UnknownRegion, "{ group: /a }", ", region: eu-centrl-1" },
        { LintCode.NoHandle, "{ group: /a }", ", session_name: \"s-{x}\"" },
    };

    [Theory]
    [MemberData(nameof(EachWarning))]
    public void Each_warning_of_a_rule_is_told_and_can_be_allowed_there_and_an_idle_allowance_is_told(string code, string when, string more)
    {
        Codes(File("", when, more)).ShouldBe([code]);
        Codes(File($"lint: [{{ allow: {code}, because: a test }}], ", when, more)).ShouldBeEmpty();
        Codes(File($"lint: [{{ allow: {code}, because: a test }}], ", "{ group: /fine }", "")).ShouldBe([LintCode.IdleAllowance]);

        static string File(string lint, string when, string more) => $$"""
            version: 1
            claims: { x: /x, mail: /email, mapped: { from: /mapped, map: { "R&D": rnd } } }
            defaults: { session_name: "{x?}{mail}{mapped?}" }
            rules:
              - { id: other, when: { group: /other }, grant: { name: taken, role: "{{Role}}" } }
              - { id: r, {{lint}}when: {{when}}, grant: { role: "{{Role}}"{{more}} } }
              - { id: d, when: { group: /always/** }, deny: { roles: ["*"] } }
            """;
    }

    [Theory]
    [InlineData(LintCode.IdleDeny, "", "{ id: d, when: { group: /c }, deny: { roles: [\"arn:aws:iam::999900001111:role/x\"] } }")]
    [InlineData(LintCode.UnusedClaim, "claims: { x: /x }", "")]
    public void The_other_warnings_can_be_allowed_by_the_file(string code, string claims, string deny)
    {
        Codes(File("", claims, deny)).ShouldBe([code]);
        Codes(File($"lint: [{{ allow: {code}, because: a test }}]", claims, deny)).ShouldBeEmpty();
        Codes(File($"lint: [{{ allow: {code}, because: a test }}]", "", "")).ShouldBe([LintCode.IdleAllowance]);

        static string File(string lint, string claims, string deny) => $$"""
            version: 1
            {{lint}}
            {{claims}}
            rules: [{ id: r, when: { group: /a }, grant: { role: "{{Role}}" } }, {{deny}}]
            """.Replace("}, ]", "}]", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", LintCode.NoRules)]
    [InlineData("rules: []", LintCode.NoRules)]
    [InlineData("claims: { x: /x }\nlint: [{ allow: TB210, because: a test }]", LintCode.NoRules)]
    [InlineData("lint: [{ allow: TB214, because: the team has none yet }]")]
    [InlineData("tests: [{ name: nobody gets in, token: { sub: u }, expect: { grants: [] } }]")]
    public void A_file_that_says_nothing_is_told(string rest, params string[] codes) => Codes($"version: 1\n{rest}\n").ShouldBe(codes);

    [Theory]
    [InlineData("name: a", "name: a", true)]
    [InlineData("name: \"t-{t}\"", "name: \"t-{t}\"", true)]
    [InlineData("name: second", "name: b", true)]
    [InlineData("name: first", "name: b", false)]
    [InlineData("name: a", "name: b", false)]
    [InlineData("name: a, priority: 1", "name: a", false)]
    [InlineData("name: a, priority: 0", "name: a", true)]
    public void Grants_that_are_called_alike_are_told(string one, string other, bool told) =>
        Codes($$"""
            version: 1
            rules:
              - { id: first, when: { group: "/a/{t}" }, grant: { role: "arn:aws:iam::111122223333:role/{t}", {{one}} } }
              - { id: second, when: { group: "/b/{t}" }, grant: { role: "arn:aws:iam::111122223333:role/{t}", {{other}} } }
            """).ShouldBe(told ? [LintCode.SameName] : []);

    [Fact]
    public void Grants_of_different_issuers_may_be_called_alike()
    {
        RuleSetSource File(string issuer, string id) => new($"{issuer}.yaml", $"version: 1\nissuer: {issuer}\nrules: [{{ id: {id}, when: {{ group: /a }}, grant: {{ name: n, role: \"{Role}\" }} }}]\n");

        Warnings([File("research", "r"), File("staff", "s")]).ShouldBeEmpty();
        Warnings([File("research", "r"), File("any", "s")]).ShouldHaveSingleItem().Message.ShouldContain("rule 'r' (research.yaml:3)");
    }

    [Theory]
    [InlineData("client_role: apps/portal/reader", true)]
    [InlineData("client_role: apps/portal/**", true)]
    [InlineData("client_role: apps/reader", false)]
    [InlineData("client_role: { client: apps/portal, role: reader }", false)]
    [InlineData("client_role: { client: apps, role: portal/reader }", false)]
    [InlineData("group: /apps/portal/reader", false)]
    public void A_client_role_that_can_be_read_in_two_ways_is_told(string when, bool told)
    {
        Codes(Grant($"{{ {when} }}")).ShouldBe(told ? [LintCode.ClientSlash] : []);
        Codes($"version: 1\nrules: [{{ id: r, when: {{ group: /a }}, grant: {{ role: \"{Role}\" }} }}, {{ id: d, when: {{ {when} }}, deny: {{ roles: \"*\" }} }}]\n").ShouldBeEmpty("a deny holds for both");
    }

    /// <summary>Who is in two organizations logs in with the other one alone.</summary>
    [Theory]
    [InlineData("grant", "{ organization: acme }", false)]
    [InlineData("grant", "{ not: { organization: acme } }", true)]
    [InlineData("grant", "{ group: /a, any: [{ client: x }, { all: [{ not: { organization: \"*\" } }] }] }", true)]
    [InlineData("grant", "{ not: { not: { organization: acme } } }", false)]
    [InlineData("deny", "{ organization: acme }", true)]
    [InlineData("deny", "{ group: /a, organization: acme }", true)]
    [InlineData("deny", "{ not: { organization: acme } }", false)]
    [InlineData("deny", "{ group: /a }", false)]
    public void Keeping_people_out_by_an_organization_is_told(string effect, string when, bool told)
    {
        var what = effect == "grant" ? $"grant: {{ role: \"{Role}\" }}" : "deny: { roles: [\"*\"] }";

        Codes($"version: 1\nrules:\n- {{ id: r, when: {when}, {what} }}\n- {{ id: s, when: {{ group: /s }}, grant: {{ role: \"{Role}s\" }} }}\n").Contains(LintCode.UserChosen).ShouldBe(told);
    }

    [Fact]
    public void A_client_role_that_can_be_read_in_two_ways_is_told_with_both()
    {
        Warnings(Grant("{ client_role: apps/portal/reader }")).ShouldHaveSingleItem().Message.ShouldEndWith(
            "{ client: apps/portal, role: reader }, or { client: apps, role: portal/reader }");
    }

    [Fact]
    public void Every_warning_that_can_be_allowed_is_tried_above() =>
        EachWarning.Select(row => (string)row[0]).Concat([LintCode.IdleDeny, LintCode.UnusedClaim, LintCode.NoRules]).ShouldBe(LintCode.All, ignoreOrder: true);

    [Theory]
    [InlineData("lint: [{ allow: TB203, because: a sandbox }]", "")]
    [InlineData("", "lint: [{ allow: [TB203], because: a sandbox }], ")]
    public void A_warning_that_is_allowed_with_a_reason_is_silent(string top, string own) =>
        Codes($$"""
            version: 1
            {{top}}
            rules: [{ id: r, {{own}}when: everyone, grant: { role: "{{Role}}" } }]
            """).ShouldBeEmpty();

    [Fact]
    public void An_allowance_of_another_rule_silences_nothing_and_is_told_itself() =>
        Codes($$"""
            version: 1
            rules:
              - { id: r, when: everyone, grant: { role: "{{Role}}" } }
              - { id: s, lint: [{ allow: TB203, because: a slip }], when: { group: /b }, grant: { role: "{{Role}}" } }
            """).ShouldBe([LintCode.Everyone, LintCode.IdleAllowance]);

    [Theory]
    [InlineData("[{ allow: TB203 }]", FaultCode.MissingKey)]
    [InlineData("[{ allow: TB203, because: \" \" }]", FaultCode.Lint)]
    [InlineData("[{ because: none }]", FaultCode.MissingKey)]
    [InlineData("[{ allow: TB299, because: none }]", FaultCode.Lint)]
    [InlineData("[{ allow: TB211, because: none }]", FaultCode.Lint)]
    [InlineData("TB203", FaultCode.WrongKind)]
    public void An_allowance_without_a_reason_or_a_known_code_is_a_fault(string lint, string code) =>
        Faults($"version: 1\nlint: {lint}\nrules: []\n").ShouldHaveSingleItem().Code.ShouldBe(code);
}
