using System.Net;
using System.Text.Json;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("{ not: a }", "\"b\"", true, false)]
    [InlineData("{ not: a }", "\"a\"", false, true)]
    [InlineData("{ not: [a, b] }", "\"b\"", false, true)]
    [InlineData("{ not: a }", "null", true, false)]
    [InlineData("{ not: a }", "[]", true, false)]
    [InlineData("{ not: a }", "[\"a\", \"b\"]", false, true)]
    [InlineData("{ not: a }", "{}", false, false)]
    [InlineData("{ not: { like: \"a*\" } }", "\"ab\"", false, true)]
    [InlineData("{ like: \"*@acme.com\" }", "\"x@acme.com\"", true, false)]
    [InlineData("{ like: \"*@acme.com\" }", "\"x@acme.com.evil\"", false, true)]
    [InlineData("{ like: \"*@acme.com\" }", "\"X@ACME.com\"", false, true)]
    [InlineData("{ like: \"a*a\" }", "\"a\"", false, true)]
    [InlineData("{ like: \"a*b*c\" }", "\"abbc\"", true, false)]
    [InlineData("{ like: \"*ab*\" }", "\"aab\"", true, false)]
    [InlineData("{ like: \"a.c\" }", "\"abc\"", false, true)]
    [InlineData("{ like: [\"x*\", \"y*\"] }", "[\"z\", \"yes\"]", true, false)]
    [InlineData("{ like: \"*\" }", "null", false, true)]
    [InlineData("{ like: \"*\" }", "{}", false, false)]
    [InlineData("{ exists: true }", "{}", true, false)]
    [InlineData("{ exists: true }", "[]", true, false)]
    [InlineData("{ exists: true }", "null", false, true)]
    [InlineData("{ exists: false }", "null", true, false)]
    [InlineData("{ exists: false }", "\"\"", false, true)]
    [InlineData("{ at_least: 3 }", "3", true, false)]
    [InlineData("{ at_least: 3 }", "\"3.0\"", true, false)]
    [InlineData("{ at_least: 3 }", "2.99", false, true)]
    [InlineData("{ at_least: 3 }", "true", false, false)]
    [InlineData("{ at_least: 3 }", "\"three\"", false, false)]
    [InlineData("{ at_least: 3 }", "\" 3\"", false, false)]
    [InlineData("{ at_least: 3 }", "\"+3\"", false, false)]
    [InlineData("{ at_least: 3 }", "\"2.99999999999999999999999999999999999\"", false, false)]
    [InlineData("{ at_least: 3 }", "null", false, true)]
    [InlineData("{ at_least: 3 }", "[1, \"x\"]", false, false)]
    [InlineData("{ at_least: 3 }", "[4, \"x\"]", true, false)]
    [InlineData("{ at_most: -1 }", "-1", true, false)]
    [InlineData("{ at_least: 3, at_most: 5 }", "[1, 9]", false, true)]
    [InlineData("{ at_least: 3, at_most: 5 }", "[1, 4, 9]", true, false)]
    public void An_operator_holds_fails_or_cannot_be_decided(string test, string claim, bool holds, bool fails)
    {
        var caller = Caller($"{{\"level\": {claim}}}");

        When($"{{ claims: {{ level: {test} }} }}").Grants(caller).ShouldBe(holds);
        DenyWhen($"{{ claims: {{ level: {test} }} }}").Grants(caller).ShouldBe(fails);
        When($"{{ not: {{ claims: {{ level: {test} }} }} }}").Grants(caller).ShouldBe(fails);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.0.0.1", true)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("\"2001:db8::/32\"", "2001:db8:1::1", true)]
    [InlineData("\"2001:db8::/32\"", "2001:db9::1", false)]
    [InlineData("\"::/0\"", "10.0.0.1", false)]
    [InlineData("[10.0.0.0/8, \"::/0\"]", "2001:db9::1", true)]
    public void An_address_is_in_its_networks(string networks, string source, bool holds)
    {
        var request = Request with { Source = IPAddress.Parse(source) };

        When($"{{ source_ip: {networks} }}").Evaluate(Member(), request).Eligible.Count.ShouldBe(holds ? 1 : 0);
        When($"{{ not: {{ source_ip: {networks} }} }}").Evaluate(Member(), request).Eligible.Count.ShouldBe(holds ? 0 : 1);
    }

    [Fact]
    public void Without_an_address_no_grant_and_every_deny_on_addresses_holds()
    {
        var request = Request with { Source = null };

        When("{ source_ip: 10.0.0.0/8 }").Evaluate(Member(), request).Eligible.ShouldBeEmpty();
        When("{ not: { source_ip: 10.0.0.0/8 } }").Evaluate(Member(), request).Eligible.ShouldBeEmpty();
        DenyWhen("{ source_ip: 10.0.0.0/8 }").Evaluate(Member(), request).Eligible.ShouldBeEmpty();
        DenyWhen("{ not: { source_ip: 10.0.0.0/8 } }").Evaluate(Member(), request).Eligible.ShouldBeEmpty();
    }

    [Fact]
    public void Roles_are_matched_and_captured_like_groups_and_never_are_groups()
    {
        var rules = Compile("""
            version: 1
            rules:
              - { id: realm, when: { realm_role: "ds-{team}" }, grant: { role: "arn:aws:iam::111122223333:role/{team}" } }
              - { id: client, when: { client_role: "hub/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/{team}" } }
              - { id: group, when: { group: "/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/{team}" } }
            """);

        rules.Evaluate(With(realm: ["ds-vision", "other"])).Eligible.Select(grant => grant.Name).ShouldBe(["realm:vision"]);
        rules.Evaluate(With(clients: ("hub", "speech"))).Eligible.Select(grant => grant.Name).ShouldBe(["client:speech"]);
        rules.Evaluate(With(clients: ("other", "speech"))).Eligible.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a/b", "c")]
    [InlineData("a", "/b/c")]
    [InlineData("a", "b//c")]
    public void A_client_role_that_may_be_forged_grants_nothing_and_is_denied(string client, string role)
    {
        When("{ client_role: a/b/c }").Grants(With(clients: (client, role))).ShouldBeFalse();
        DenyWhen("{ client_role: a/b/c }").Grants(With(clients: (client, role))).ShouldBeFalse();
        When("{ client_role: a/b/c }").Grants(With(clients: ("a", "b/c"))).ShouldBeTrue();
    }

    [Fact]
    public void A_path_that_may_be_forged_is_held_against_its_owner_inside_not_too()
    {
        When("{ group: /a, not: { group: /out/** } }").Grants(Member("/a", "/out//x")).ShouldBeFalse();
        When("{ group: /a, not: { group: /out/** } }").Grants(Member("/a")).ShouldBeTrue();
        DenyWhen("{ not: { group: /staff/** } }").Grants(Member("/staff//x")).ShouldBeFalse();
        DenyWhen("{ not: { group: /staff/** } }").Grants(Member("/staff/x")).ShouldBeTrue();
    }

    [Fact]
    public void A_name_captured_by_several_tests_has_one_value()
    {
        var rules = Compile("""
            version: 1
            rules:
              - id: r
                when: { all: [{ group: "/ml/{team}/scientists" }, { any: [{ group: "/oncall/{team}" }, { realm_role: "oncall-{team}" }] }] }
                grant: { role: "arn:aws:iam::111122223333:role/{team}" }
            """);

        rules.Evaluate(Member("/ml/a/scientists", "/ml/b/scientists", "/ml/c/scientists", "/oncall/b", "/oncall/d")).Eligible.Select(grant => grant.Name).ShouldBe(["r:b"]);
        rules.Evaluate(Member("/ml/a/scientists", "/oncall/b")).Eligible.ShouldBeEmpty();
    }

    [Fact]
    public void A_branch_that_cannot_be_decided_gives_no_binding_to_a_grant_and_every_binding_to_a_deny()
    {
        const string When = "{ any: [{ group: \"/ml/{t}\", claims: { x: a } }, { group: \"/ops/{t}\" }] }";
        var rules = Compile($$"""
            version: 1
            claims: { x: /x }
            rules:
              - { id: r, when: {{When}}, grant: { role: "arn:aws:iam::111122223333:role/{t}" } }
            """);
        var denying = Compile($$"""
            version: 1
            claims: { x: /x }
            rules:
              - { id: r, when: everyone, grant: { role: "{{Role}}" } }
              - { id: d, when: { all: [{{When}}, { group: "/z/{t}" }] }, deny: { roles: "*" } }
            """);
        var caller = Caller("{\"x\": {}}", "/ml/a", "/ops/b", "/z/a");

        rules.Evaluate(caller).Eligible.Select(grant => grant.Name).ShouldBe(["r:b"]);
        denying.Grants(caller).ShouldBeFalse();
    }

    [Fact]
    public void Issuers_named_in_every_branch_count_as_named()
    {
        const string Yaml = "version: 1\nrules: [{ id: a, when: { any: [{ issuer: research, group: /a }, { issuer: staff, group: /b }] }, grant: { role: \"arn:aws:iam:::role/x\" } }]\n";

        var rules = Compile(Yaml, "research", "staff");

        rules.Grants(Member("/a")).ShouldBeTrue();
        rules.Grants(Member("/b")).ShouldBeFalse();
        Faults(Yaml.Replace("issuer: staff, ", "", StringComparison.Ordinal), "research", "staff").ShouldHaveSingleItem().Code.ShouldBe("TB112");
    }

    private static CallerIdentity With(string[]? realm = null, params (string Client, string Role)[] clients) => Caller(JsonSerializer.Serialize(new
    {
        realm_access = new { roles = realm ?? [] },
        resource_access = clients.ToDictionary(pair => pair.Client, pair => new { roles = new[] { pair.Role } }),
    }));
}
