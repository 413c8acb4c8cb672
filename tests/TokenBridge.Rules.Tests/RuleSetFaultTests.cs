using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class RuleSetFaultTests
{
    /// <summary>Fragments of a rule or grant, each with its one fault's code and a word of what to write.</summary>
    [Theory]
    [InlineData("TB111", "beginning with a letter", "id: -x", "when: everyone", "")]
    [InlineData("TB114", "absolute path", "id: a", "when: { group: ml }", "")]
    [InlineData("TB114", "empty segment", "id: a", "when: { group: /ml/ }", "")]
    [InlineData("TB114", "** before its end", "id: a", "when: { group: /**/a }", "")]
    [InlineData("TB114", "beside other text", "id: a", "when: { group: /team-* }", "")]
    [InlineData("TB114", "captures twice", "id: a", "when: { group: \"/{a}-{b}\" }", "")]
    [InlineData("TB114", "a capture is just {name}", "id: a", "when: { group: \"/{a?}\" }", "")]
    [InlineData("TB114", "without its }", "id: a", "when: { group: \"/{a\" }", "")]
    [InlineData("TB114", "~", "id: a", "when: { group: /a~b }", "")]
    [InlineData("TB115", "same names", "id: a", "when: { group: [\"/{a}/x\", \"/y/{b}\"] }", "")]
    [InlineData("TB115", "built in", "id: a", "when: { group: \"/users/{sub}\" }", "")]
    [InlineData("TB117", "did you mean 'level'", "id: a", "when: { claims: { levle: 1 } }", "")]
    [InlineData("TB126", "when: everyone", "id: a", "when: {}", "")]
    [InlineData("TB126", "when: everyone", "id: a", "when: nobody", "")]
    [InlineData("TB107", "at least one value", "id: a", "when: { group: [] }", "")]
    [InlineData("TB107", "is empty", "id: a", "when: { claims: { level: null } }", "")]
    [InlineData("TB107", "not a mapping", "id: a", "when: { group: [{ a: b, c: d }] }", "")]
    [InlineData("TB106", "'identity_context' is not built yet", "id: a", "when: everyone", "identity_context: {}")]
    [InlineData("TB127", "leave it out", "id: a", "when: { realm_role: /x }", "")]
    [InlineData("TB127", "client/role", "id: a", "when: { client_role: x }", "")]
    [InlineData("TB127", "empty segment", "id: a", "when: { client_role: x// }", "")]
    [InlineData("TB127", "beside other text", "id: a", "when: { realm_role: \"ds-*\" }", "")]
    [InlineData("TB128", "true or false", "id: a", "when: { claims: { level: { exists: yes } } }", "")]
    [InlineData("TB128", "takes a number", "id: a", "when: { claims: { level: { at_least: high } } }", "")]
    [InlineData("TB128", "takes a number", "id: a", "when: { claims: { level: { at_least: 1e3 } } }", "")]
    [InlineData("TB128", "no number fits", "id: a", "when: { claims: { level: { at_least: 3, at_most: 2 } } }", "")]
    [InlineData("TB128", "1 to 256", "id: a", "when: { claims: { level: { like: \"\" } } }", "")]
    [InlineData("TB107", "one operator", "id: a", "when: { claims: { level: { like: x, not: y } } }", "")]
    [InlineData("TB107", "take both out", "id: a", "when: { claims: { level: { not: { not: y } } } }", "")]
    [InlineData("TB107", "one operator", "id: a", "when: { claims: { level: {} } }", "")]
    [InlineData("TB105", "did you mean 'at_least'", "id: a", "when: { claims: { level: { at_leest: 1 } } }", "")]
    [InlineData("TB129", "write 10.0.0.0/8", "id: a", "when: { source_ip: 10.1.0.0/8 }", "")]
    [InlineData("TB129", "0 to 32", "id: a", "when: { source_ip: 10.0.0.0/33 }", "")]
    [InlineData("TB129", "0 to 128", "id: a", "when: { source_ip: \"2001:db8::/x\" }", "")]
    [InlineData("TB129", "write CIDR", "id: a", "when: { source_ip: 010.0.0.0/8 }", "")]
    [InlineData("TB129", "write CIDR", "id: a", "when: { source_ip: 10.1/16 }", "")]
    [InlineData("TB129", "write CIDR", "id: a", "when: { source_ip: 0x0a.0.0.0/8 }", "")]
    [InlineData("TB129", "write CIDR", "id: a", "when: { source_ip: 2130706433 }", "")]
    [InlineData("TB129", "write CIDR", "id: a", "when: { source_ip: 127.1 }", "")]
    [InlineData("TB129", "write CIDR", "id: a", "when: { source_ip: \"[2001:db8::1]:443\" }", "")]
    [InlineData("TB129", "0 to 32", "id: a", "when: { source_ip: 10.0.0.0/010 }", "")]
    [InlineData("TB129", "write CIDR", "id: a", "when: { source_ip: \"fe80::1%eth0\" }", "")]
    [InlineData("TB107", "list of conditions", "id: a", "when: { any: { group: /a } }", "")]
    [InlineData("TB107", "list of conditions", "id: a", "when: { all: [] }", "")]
    [InlineData("TB126", "says nothing", "id: a", "when: { not: {} }", "")]
    [InlineData("TB126", "says nothing", "id: a", "when: { any: [{ group: /a }, {}] }", "")]
    [InlineData("TB115", "every branch of 'any'", "id: a", "when: { any: [{ group: \"/{a}\" }, { group: /b }] }", "")]
    [InlineData("TB115", "inside 'not'", "id: a", "when: { group: /b, not: { group: \"/x/{a}\" } }", "")]
    [InlineData("TB130", "write Version", "id: a", "when: everyone", "policy: { Statement: { Effect: Allow, Action: x, Resource: y } }")]
    [InlineData("TB130", "needs statements", "id: a", "when: everyone", "policy: { Version: 2012-10-17 }")]
    [InlineData("TB130", "needs its effect", "id: a", "when: everyone", "policy: { Version: 2012-10-17, Statement: { Effect: allow, Action: x, Resource: y } }")]
    [InlineData("TB130", "one of Action", "id: a", "when: everyone", "policy: { Version: 2012-10-17, Statement: { Effect: Allow, Action: x, NotAction: z, Resource: y } }")]
    [InlineData("TB105", "did you mean 'Resource'", "id: a", "when: everyone", "policy: { Version: 2012-10-17, Statement: { Effect: Allow, Action: x, Resource: y, Resorce: y } }")]
    [InlineData("TB130", "has braces", "id: a", "when: everyone", "policy: { Version: 2012-10-17, Statement: { Effect: Allow, Action: x, Resource: y, Condition: { StringEquals: { \"{level}\": x } } } }")]
    [InlineData("TB130", "may not put", "id: a", "when: everyone", "policy: { Version: 2012-10-17, Statement: { Effect: Allow, Action: x, Resource: \"a/{level=*}\" } }")]
    [InlineData("TB130", "policy ARN", "id: a", "when: everyone", "policy_arns: arn:aws:iam::111122223333:role/x")]
    [InlineData("TB130", "of another account", "id: a", "when: everyone", "policy_arns: [arn:aws:iam::999900001111:policy/x]")]
    [InlineData("TB131", "2 to 1224", "id: a", "when: everyone", "external_id: x")]
    [InlineData("TB131", "cannot have", "id: a", "when: everyone", "external_id: a b")]
    [InlineData("TB131", "AssumeRole only", "id: a", "when: everyone", "external_id: abc, strategy: WebIdentity")]
    [InlineData("TB132", "eu-central-1", "id: a", "when: everyone", "region: Frankfurt")]
    [InlineData("TB132", "eu-central-1", "id: a", "when: everyone", "region: a.example.com")]
    [InlineData("TB133", "did you mean 'WebIdentity'", "id: a", "when: everyone", "strategy: webidentity")]
    [InlineData("TB121", "separator", "id: a", "when: everyone", "tags: { t: { claim: level, join: \",\" } }")]
    [InlineData("TB117", "did you mean 'level'", "id: a", "when: everyone", "tags: { t: { claim: levle, join: \":\" } }")]
    [InlineData("TB108", "join", "id: a", "when: everyone", "tags: { t: { claim: level } }")]
    [InlineData("TB105", "did you mean 'duration'", "id: a", "when: everyone", "durration: 1h")]
    [InlineData("TB105", "did you mean 'group'", "id: a", "when: { group: /a, grup: /b }", "")]
    [InlineData("TB112", "did you mean 'research'", "id: a", "when: { issuer: reserch }", "")]
    [InlineData("TB112", "stands alone", "id: a", "when: { issuer: [any, research] }", "")]
    [InlineData("TB116", "{name}, {name?}", "id: a", "when: everyone", "tags: { t: \"{a b}\" }")]
    [InlineData("TB116", "}} for a literal", "id: a", "when: everyone", "tags: { t: \"a}\" }")]
    [InlineData("TB117", "did you mean 'level'", "id: a", "when: everyone", "tags: { t: \"{levl}\" }")]
    [InlineData("TB117", "neither captured", "id: a", "when: { group: \"/{team}\" }", "session_name: \"{teem-x}\"")]
    [InlineData("TB107", "in quotes", "id: a", "when: everyone", "session_name: {level}")]
    [InlineData("TB119", "15m to 12h", "id: a", "when: everyone", "duration: 14m59s")]
    [InlineData("TB119", "15m to 12h", "id: a", "when: everyone", "duration: 12h1s")]
    [InlineData("TB119", "like 90s", "id: a", "when: everyone", "duration: 3600")]
    [InlineData("TB119", "like 90s", "id: a", "when: everyone", "duration: 1h 30m")]
    [InlineData("TB119", "like 90s", "id: a", "when: everyone", "duration: 30m1h")]
    [InlineData("TB120", "only values are encoded", "id: a", "when: everyone", "session_name: \"a b {sub}\"")]
    [InlineData("TB120", "only values are encoded", "id: a", "when: everyone", "source_identity: \"f:{sub}\"")]
    [InlineData("TB121", "does not allow", "id: a", "when: everyone", "tags: { t: \"a,b{sub}\" }")]
    [InlineData("TB121", "does not allow", "id: a", "when: everyone", "tags: { t: \"{level=a;b}\" }")]
    [InlineData("TB121", "does not allow", "id: a", "when: everyone", "tags: { \"k,\": a }")]
    [InlineData("TB121", "aws:", "id: a", "when: everyone", "tags: { \"AWS:k\": a }")]
    [InlineData("TB121", "only in case", "id: a", "when: everyone", "tags: { Team: a, team: b }")]
    [InlineData("TB121", "no default tag", "id: a", "when: everyone", "tags: { team: null }")]
    [InlineData("TB122", "did you mean 'team'", "id: a", "when: everyone", "tags: { team: a }, transitive_tags: [teem]")]
    [InlineData("TB122", "left out", "id: a", "when: everyone", "tags: { team: \"{level?}\" }, transitive_tags: [team]")]
    [InlineData("TB125", "whole number", "id: a", "when: everyone", "priority: high")]
    [InlineData("TB125", "whole number", "id: a", "when: everyone", "priority: 1.5")]
    public void A_slip_in_a_rule_is_one_fault_that_says_what_to_write(string code, string hint, string id, string when, string grant)
    {
        var faults = Faults($$"""
            version: 1
            claims: { level: /level }
            rules:
              - {{id}}
                {{when}}
                grant: { role: "{{Role}}"{{(grant.Length == 0 ? "" : ", " + grant)}} }
            """);

        var fault = faults.ShouldHaveSingleItem();
        fault.Code.ShouldBe(code);
        fault.Message.ShouldContain(hint);
        fault.Line.ShouldBeInRange(4, 6);
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

    /// <summary>Whole files, each with its one fault and where it stands.</summary>
    [Theory]
    [InlineData("rules: []\n", "TB108", 1, 1)]
    [InlineData("version: 2\n", "TB109", 1, 10)]
    [InlineData("version: 1\nrulez: []\n", "TB105", 2, 1)]
    [InlineData("version: 1\nversion: 1\n", "TB104", 2, 1)]
    [InlineData("version: 1\ntests: {}\n", "TB107", 2, 8)]
    [InlineData("version: 1\nrules: {}\n", "TB107", 2, 8)]
    [InlineData("version: [1]\n", "TB107", 1, 10)]
    [InlineData("- version: 1\n", "TB107", 1, 1)]
    [InlineData("", "TB100", 1, 1)]
    [InlineData("# nothing\n", "TB100", 1, 1)]
    [InlineData("version: 1\n---\nversion: 1\n", "TB103", 2, 1)]
    [InlineData("version: &a 1\n", "TB103", 1, 10)]
    [InlineData("version: !x 1\n", "TB103", 1, 10)]
    [InlineData("version: 1\nclaims: *x\n", "TB103", 2, 9)]
    [InlineData("version: 1\n? [a]\n: b\n", "TB103", 2, 3)]
    [InlineData("version: 1\nclaims: { a: /x, b: prod-{c}, d: /y }\n", "TB101", 2, 26)]
    [InlineData("version: 'x\n", "TB101", 1, 10)]
    [InlineData("version: 1\n  a: b\n", "TB101", 2, 4)]
    [InlineData("version: [1, 2\nb: 3\n", "TB101", 1, 12)]
    [InlineData("version: 1\n\0rules: []\n", "TB102", 2, 1)]
    [InlineData("version: 1 # \u202e\n", "TB102", 1, 14)]
    [InlineData("version: 1 # \u200b\n", "TB102", 1, 14)]
    [InlineData("version: 1\ndefaults: { tags: { t: null } }\n", "TB121", 2, 21)]
    [InlineData("version: \"1\\0\"\n", "TB102", 1, 10)]
    [InlineData("version: 1\u0085\n", "TB102", 1, 11)]
    [InlineData("version: 1\nclaims: { sub: /x }\n", "TB113", 2, 11)]
    [InlineData("version: 1\nclaims: { 'a b': /x }\n", "TB113", 2, 11)]
    [InlineData("version: 1\nclaims: { a: x }\n", "TB113", 2, 14)]
    [InlineData("version: 1\nclaims: { a: /x~2 }\n", "TB113", 2, 14)]
    [InlineData("version: 1\nclaims: { a: { default: x } }\n", "TB108", 2, 14)]
    [InlineData("version: 1\nissuer: other\n", "TB112", 2, 9)]
    [InlineData("version: 1\nrules: [{ id: a, when: everyone }]\n", "TB124", 2, 9)]
    [InlineData("version: 1\nrules: [{ id: a, when: everyone, grant: { role: 'arn:aws:iam:::role/x' }, deny: { roles: '*' } }]\n", "TB124", 2, 9)]
    [InlineData("version: 1\nrules: [{ id: a, deny: { roles: '*' } }]\n", "TB126", 2, 9)]
    [InlineData("version: 1\nrules: [{ when: everyone, deny: { roles: '*' } }]\n", "TB108", 2, 9)]
    [InlineData("version: 1\nrules: [{ id: a, when: everyone, deny: { reason: x } }]\n", "TB108", 2, 40)]
    [InlineData("version: 1\nrules: [{ id: a, when: everyone, deny: { roles: prod } }]\n", "TB123", 2, 49)]
    [InlineData("version: 1\nrules: [{ id: a, when: everyone, grant: {} }]\n", "TB108", 2, 41)]
    [InlineData("version: 1\nrules: [{ id: a, when: everyone, require: {}, grant: { role: 'arn:aws:iam:::role/x' } }]\n", "TB134", 2, 43)]
    [InlineData("version: 1\nrules: [{ id: a, when: everyone, require: { acr: 'a b' }, grant: { role: 'arn:aws:iam:::role/x' } }]\n", "TB134", 2, 50)]
    [InlineData("version: 1\nrules: [{ id: a, when: everyone, require: { max_auth_age: 0m }, grant: { role: 'arn:aws:iam:::role/x' } }]\n", "TB134", 2, 59)]
    [InlineData("version: 1\nrules: [{ id: a, when: everyone, require: { acr: x }, deny: { roles: '*' } }]\n", "TB134", 2, 43)]
    [InlineData("version: 1\ntests: [{ token: { sub: a }, expect: { grants: [] } }]\n", "TB108", 2, 9)]
    [InlineData("version: 1\ntests: [{ name: x, expect: { grants: [] } }]\n", "TB135", 2, 9)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a } }]\n", "TB135", 2, 9)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, expect: {} }]\n", "TB135", 2, 47)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, expect: { rule: none } }]\n", "TB135", 2, 55)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, expect: { denied: no_rule } }]\n", "TB135", 2, 57)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, expect: { denied: denied_by_rule, tags: { a: b } } }]\n", "TB135", 2, 57)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, expect: { rool: none } }]\n", "TB105", 2, 49)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, issuer: other, expect: { grants: [] } }]\n", "TB112", 2, 47)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, now: yesterday, expect: { grants: [] } }]\n", "TB135", 2, 44)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, request: { source_ip: 127.1 }, expect: { grants: [] } }]\n", "TB129", 2, 61)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, request: { source_ip: 0x7f.1 }, expect: { grants: [] } }]\n", "TB129", 2, 61)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, request: { source_ip: 0177.0.0.1 }, expect: { grants: [] } }]\n", "TB129", 2, 61)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, request: { source_ip: 2130706433 }, expect: { grants: [] } }]\n", "TB129", 2, 61)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a }, request: { source_ip: here }, expect: { grants: [] } }]\n", "TB129", 2, 61)]
    [InlineData("version: 1\ntests: [{ name: x, token: { sub: a, azp: b }, request: { client: c }, expect: { grants: [] } }]\n", "TB135", 2, 66)]
    public void A_slip_in_a_file_is_one_fault_at_its_place(string yaml, string code, int line, int column)
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
            .ShouldBe(["a.yaml:4 TB111", "a.yaml:4 TB123", "b.yaml:4 TB126", "b.yaml:4 TB111", "b.yaml:4 TB105", "b.yaml:4 TB108", "c.yaml:1 TB101"]);
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
