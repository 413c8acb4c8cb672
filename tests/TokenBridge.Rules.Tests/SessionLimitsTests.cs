using System.Text.Json;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class SessionLimitsTests
{
    private const string Policy = """
        { Version: 2012-10-17, Statement: [{ Effect: Allow, Action: ["s3:*"], Resource: "arn:aws:s3:::b/{x}/*", Condition: { Bool: { "aws:SecureTransport": true } } }] }
        """;

    [Fact]
    public void An_inline_policy_becomes_json_with_values_inside_its_strings()
    {
        var policy = Granted(Policy, "\"a\\\"}],b\"").Policy.ShouldNotBeNull();

        using var json = JsonDocument.Parse(policy);
        var statement = json.RootElement.GetProperty("Statement").EnumerateArray().ShouldHaveSingleItem();
        statement.GetProperty("Resource").GetString().ShouldBe("arn:aws:s3:::b/a\"}],b/*");
        statement.GetProperty("Condition").GetProperty("Bool").GetProperty("aws:SecureTransport").GetString().ShouldBe("true");
        statement.EnumerateObject().Count().ShouldBe(4);
    }

    [Theory]
    [InlineData("\"*\"")]
    [InlineData("\"a?\"")]
    [InlineData("\"${aws:username}\"")]
    [InlineData("[\"a\"]")]
    [InlineData("1.5")]
    public void A_value_that_would_widen_the_policy_is_invalid(string value) =>
        Rules(Policy).Evaluate(Caller($"{{\"x\": {value}}}")).Select(null).Denied(DenialReason.InvalidValue);

    [Fact]
    public void A_seam_makes_no_policy_variable()
    {
        const string Seam = """{ Version: 2012-10-17, Statement: [{ Effect: Allow, Action: x, Resource: "a/${x}" }] }""";

        Rules(Seam).Evaluate(Caller("{\"x\": \"{aws:username}\"}")).Select(null).Denied(DenialReason.InvalidValue);
        Granted(Seam, "\"y\"").Policy!.ShouldContain("a/$y");
    }

    [Fact]
    public void A_policy_variable_of_the_author_stays() =>
        Granted("""{ Version: 2012-10-17, Statement: [{ Effect: Allow, Action: x, Resource: "a/${{aws:PrincipalTag/team}}/{x}" }] }""", "\"y\"")
            .Policy!.ShouldContain("a/${aws:PrincipalTag/team}/y");

    [Fact]
    public void A_policy_that_grows_beyond_the_limit_is_invalid() =>
        Rules(Policy).Evaluate(Caller($"{{\"x\": \"{new string('a', 2000)}\"}}")).Select(null).Denied(DenialReason.InvalidValue);

    [Fact]
    public void A_policy_is_ascii_whatever_the_value() => Granted(Policy, "\"zoë\"").Policy!.ShouldAllBe(character => character < 128);

    [Fact]
    public void A_policy_and_policy_arns_share_one_limit()
    {
        var statement = $"{{ Version: 2012-10-17, Statement: {{ Effect: Allow, Action: x, Resource: \"{new string('a', 1900)}{{x?}}\" }} }}";
        var grant = $"{{ role: \"{Role}\", policy: {statement}, policy_arns: [\"arn:aws:iam::111122223333:policy/p\"] }}";
        var rules = Granting(grant);

        var fits = rules.Evaluate(Caller("{}")).Select(null).Granted();
        var room = 2048 - fits.Policy!.Length - fits.PolicyArns[0].Value.Length;
        rules.Evaluate(Caller($"{{\"x\": \"{new string('b', room)}\"}}")).Select(null).Granted();
        rules.Evaluate(Caller($"{{\"x\": \"{new string('b', room + 1)}\"}}")).Select(null).Denied(DenialReason.InvalidValue).Message.ShouldContain("together with policy_arns more than 2048");
        var fault = Faults($"version: 1\nclaims: {{ x: /x }}\nrules: [{{ id: r, when: everyone, grant: {grant.Replace("{x?}", "{x?}" + new string('c', room + 1), StringComparison.Ordinal)} }}]\n").ShouldHaveSingleItem();
        fault.Code.ShouldBe(FaultCode.Policy);
        fault.Message.ShouldContain("together at least 2049 characters");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("~")]
    public void A_grant_drops_a_default_by_null(string nothing)
    {
        var grant = Compile($$"""
            version: 1
            defaults:
              source_identity: "{sub}"
              external_id: abc
              region: eu-central-1
              policy_arns: arn:aws:iam::aws:policy/ReadOnlyAccess
              policy: { Version: 2012-10-17, Statement: { Effect: Allow, Action: x, Resource: y } }
            rules:
              - id: r
                when: everyone
                grant: { role: "{{Role}}", source_identity: {{nothing}}, external_id: {{nothing}}, region: {{nothing}}, policy: {{nothing}}, policy_arns: [] }
            """).Evaluate(Caller("{}")).Select(null).Granted();

        grant.SourceIdentity.ShouldBeNull();
        grant.ExternalId.ShouldBeNull();
        grant.Region.ShouldBeNull();
        grant.Policy.ShouldBeNull();
        grant.PolicyArns.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("external_id: abc", "external_id: ", "is empty")] // forgotten, not dropped
    [InlineData("external_id: abc", "external_id: \"null\"", null)]
    [InlineData("external_id: abc", "policy: null", "no default policy to drop")]
    [InlineData("external_id: null", "region: eu-central-1", "is empty")]
    [InlineData("session_name: abc", "session_name: null", "is empty")]
    public void Only_a_default_that_is_there_is_dropped_and_only_by_the_word(string defaults, string grant, string? message)
    {
        var faults = Faults($"version: 1\ndefaults: {{ {defaults} }}\nrules: [{{ id: r, when: everyone, grant: {{ role: \"{Role}\", {grant} }} }}]\n");

        if (message is null)
        {
            faults.ShouldBeEmpty();
        }
        else
        {
            faults.ShouldHaveSingleItem().Message.ShouldContain(message);
        }
    }

    [Fact]
    public void Managed_policies_are_of_the_roles_account_or_of_aws()
    {
        var rules = Granting("{ role: \"arn:aws:iam::{x}:role/r\", policy_arns: [\"arn:aws:iam::111122223333:policy/p-{y}\", arn:aws:iam::aws:policy/ReadOnlyAccess] }");

        rules.Evaluate(Caller("{\"x\": \"111122223333\", \"y\": \"a\"}")).Select(null).Granted().PolicyArns.Select(arn => arn.Value)
            .ShouldBe(["arn:aws:iam::111122223333:policy/p-a", "arn:aws:iam::aws:policy/ReadOnlyAccess"]);
        rules.Evaluate(Caller("{\"x\": \"999900001111\", \"y\": \"a\"}")).Select(null).Denied(DenialReason.InvalidValue);
        rules.Evaluate(Caller("{\"x\": \"111122223333\", \"y\": \"a/b\"}")).Select(null).Denied(DenialReason.InvalidValue);
    }

    [Fact]
    public void External_id_region_and_strategy_are_those_of_the_rule()
    {
        var grant = Granting($"{{ role: \"{Role}\", external_id: \"acme:{{x}}\", region: eu-west-1, strategy: AssumeRole }}").Evaluate(Caller("{\"x\": \"7\"}")).Select(null).Granted();

        (grant.ExternalId, grant.Region, grant.Strategy).ShouldBe(("acme:7", "eu-west-1", SessionStrategy.AssumeRole));
        Granting($"{{ role: \"{Role}\", external_id: \"acme:{{x}}\" }}").Evaluate(Caller("{\"x\": \"a b\"}")).Select(null).Denied(DenialReason.InvalidValue);
    }

    [Theory]
    [InlineData("[\"b\", \"a\", \"b\"]", "a:b")]
    [InlineData("\"one\"", "one")]
    [InlineData("[2, true]", "2:true")]
    [InlineData("[]", "")]
    public void An_array_is_joined_in_order(string claim, string value) =>
        Joined(claim).Granted().Tags.ShouldBe([new SessionTag("t", value)]);

    [Theory]
    [InlineData("[\"a:b\"]")]
    [InlineData("\"a:b\"")]
    [InlineData("[1.5]")]
    [InlineData("[{}]")]
    [InlineData("[\"#\"]")]
    public void An_array_that_does_not_fit_is_invalid(string claim) => Joined(claim).Denied(DenialReason.InvalidValue);

    [Fact]
    public void An_absent_array_is_missing() => Joined("null").Denied(DenialReason.MissingValue);

    [Fact]
    public void Defaults_bound_once_still_mean_a_rules_own_capture()
    {
        var rules = Compile("""
            version: 1
            claims: { team: /team }
            defaults: { session_name: "{team}" }
            rules:
              - { id: a, when: everyone, grant: { role: "arn:aws:iam::111122223333:role/a" } }
              - { id: b, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/b" } }
              - { id: c, when: everyone, grant: { role: "arn:aws:iam::111122223333:role/c" } }
            """);

        rules.Evaluate(Caller("{\"team\": \"claim\"}", "/ml/group")).Eligible.Select(grant => grant.SessionName).ShouldBe(["claim", "group", "claim"]);
    }

    private static RuleDecision Joined(string claim) =>
        Granting($"{{ role: \"{Role}\", tags: {{ t: {{ claim: x, join: \":\" }} }} }}").Evaluate(Caller($"{{\"x\": {claim}}}")).Select(null);

    private static RuleSet Rules(string policy) => Granting($"{{ role: \"{Role}\", policy: {policy} }}");

    private static Grant Granted(string policy, string value) => Rules(policy).Evaluate(Caller($"{{\"x\": {value}}}")).Select(null).Granted();
}
