using System.Text.Json;
using TokenBridge.Rules.Explaining;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

/// <summary>A client role with its client written apart, because ids of clients may hold slashes.</summary>
public sealed class ClientRoleTests
{
    [Theory]
    [InlineData("{ client: apps/portal, role: data-reader }", "apps/portal", "data-reader", true)]
    [InlineData("{ client: apps/portal, role: data-reader }", "apps", "portal/data-reader", false)]
    [InlineData("{ client: apps/portal, role: data-reader }", "apps/portal", "data-reader/x", false)]
    [InlineData("{ client: apps/portal, role: data-reader }", "apps/portal/data-reader", "", false)]
    [InlineData("{ client: apps/portal, role: data-reader }", "Apps/portal", "data-reader", false)]
    [InlineData("{ client: apps/portal, role: team/lead }", "apps/portal", "team/lead", true)]
    [InlineData("{ client: apps/portal, role: \"*\" }", "apps/portal", "data-reader", true)]
    [InlineData("{ client: apps/portal, role: \"*\" }", "apps/portal", "team/lead", false)]
    [InlineData("{ client: apps/portal, role: team/** }", "apps/portal", "team/lead", true)]
    [InlineData("{ client: \"https://sp.example/\", role: reader }", "https://sp.example/", "reader", true)]
    [InlineData("{ client: svc, role: reader }", "svc", "reader", true)]
    [InlineData("[svc/reader, { client: apps/portal, role: data-reader }]", "svc", "reader", true)]
    [InlineData("[svc/reader, { client: apps/portal, role: data-reader }]", "apps/portal", "data-reader", true)]
    [InlineData("apps/portal/data-reader", "apps/portal", "data-reader", false)]
    public void A_role_of_a_client_that_is_written_apart_is_that_client_s(string pattern, string client, string role, bool holds) =>
        When($"{{ client_role: {pattern} }}").Grants(With(client, role)).ShouldBe(holds);

    [Theory]
    [InlineData("data//reader")]
    [InlineData("data/reader/")]
    [InlineData("/data/reader")]
    public void A_role_with_an_empty_segment_grants_nothing_and_is_denied(string role)
    {
        When("{ client_role: { client: apps/portal, role: data/reader } }").Grants(With("apps/portal", role)).ShouldBeFalse();
        DenyWhen("{ client_role: { client: apps/portal, role: data/reader } }").Grants(With("apps/portal", role)).ShouldBeFalse();
    }

    [Fact]
    public void A_deny_holds_for_the_client_and_no_other()
    {
        DenyWhen("{ client_role: { client: apps/portal, role: out } }").Grants(With("apps/portal", "out")).ShouldBeFalse();
        DenyWhen("{ client_role: { client: apps/portal, role: out } }").Grants(With("apps", "portal/out")).ShouldBeTrue();
        DenyWhen("{ client_role: apps/portal/out }").Grants(With("apps/portal", "out")).ShouldBeFalse("where the two are one text, both readings are denied");
    }

    [Fact]
    public void A_role_that_is_written_apart_captures()
    {
        var rules = Compile("""
            version: 1
            rules: [{ id: r, when: { client_role: { client: apps/portal, role: "ds/{team}" } }, grant: { role: "arn:aws:iam::111122223333:role/{team}" } }]
            """);

        rules.Evaluate(With("apps/portal", "ds/vision")).Eligible.ShouldHaveSingleItem().Role.Name.ShouldBe("vision");
        rules.Evaluate(With("apps/other", "ds/vision")).Eligible.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ client: a, role: }", "TB107")]
    [InlineData("{ client: a }", "TB108")]
    [InlineData("{ role: a }", "TB108")]
    [InlineData("{ clint: a, role: b }", "TB105")]
    [InlineData("{ client: \"\", role: b }", "TB127")]
    [InlineData("{ client: \"*\", role: b }", "TB127")]
    [InlineData("{ client: \"{c}\", role: b }", "TB127")]
    [InlineData("{ client: a, role: \"\" }", "TB127")]
    [InlineData("{ client: a, role: /b }", "TB127")]
    [InlineData("{ client: a, role: b//c }", "TB127")]
    [InlineData("[a/b, { client: a, role: \"x{t}\" }]", "TB115")]
    [InlineData("[]", "TB107")]
    [InlineData("{team}", "TB107")]
    [InlineData("[[a/b]]", "TB107")]
    public void A_slip_in_one_is_one_fault(string pattern, string code) =>
        Faults($"version: 1\nrules: [{{ id: r, when: {{ client_role: {pattern} }}, grant: {{ role: \"{Role}\" }} }}]\n").ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void Explanations_and_who_show_where_the_client_ends()
    {
        var rules = When("{ client_role: { client: apps/portal, role: data-reader } }");
        var test = RuleSetExplanation.Of(rules, With("apps", "portal/data-reader"), Request, null).Rules[0].When.Parts[0];

        (test.Expected, test.Actual).ShouldBe(("'{ client: apps/portal, role: data-reader }'", "'portal/data-reader' of client 'apps'"));
        RoleReach.Of(rules, "r").Routes.ShouldHaveSingleItem().When.Parts[0].Expected.ShouldBe(test.Expected);
    }

    private static CallerIdentity With(string client, string role) =>
        Caller($$"""{ "resource_access": { {{JsonSerializer.Serialize(client)}}: { "roles": [{{JsonSerializer.Serialize(role)}}] } } }""");
}
