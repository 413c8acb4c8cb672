using TokenBridge.Rules.Provisioning.Needs;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Provisioning;

public sealed class TokenNeedsTests
{
    private static readonly TokenNeeds Needs = TokenNeeds.Of(Compile("""
        version: 1
        claims:
          department: /department
          unit: /department
          unread: /unread
          projects: /projects
          both: /both
          machine: /client_id
        defaults: { session_name: "{sub}", duration: 1h }
        rules:
          - id: first
            when:
              group: "/ml/{team}/scientists"
              any:
                - realm_role: auditor
                - not: { claims: { department: sales } }
            require: { acr: [gold, silver], max_auth_age: 5m }
            grant: { role: "arn:aws:iam::111122223333:role/ds-{team}", tags: { projects: { claim: projects, join: ":" }, b: { claim: both, join: ":" } } }
          - id: second
            when: { any: [{ client_role: warehouse/analyst }, { client_role: { client: apps/portal, role: "*" } }, { client_role: "*/z" }], claims: { unit: research } }
            grant: { role: "arn:aws:iam::111122223333:role/b", tags: { both: "{both}" } }
          - id: third
            when: { client: job, claims: { machine: job } }
            grant: { role: "arn:aws:iam::111122223333:role/c" }
          - id: fourth
            when: { realm_role: "team-{x}", client: notebook, organization: ["{x}", "{x}-guests"] }
            deny: { roles: ["*"] }
        """));

    [Fact]
    public void Groups_and_roles_name_the_rules_that_want_them()
    {
        Needs.Groups.Select(need => (need.Text, string.Join(',', need.Rules))).ShouldBe([("/ml/{team}/scientists", "first")]);
        Needs.RealmRoles.Select(need => (need.Role, need.Pattern)).ShouldBe([("auditor", "auditor"), (null, "team-{x}")]);
    }

    [Fact]
    public void A_claim_under_two_names_is_one_place_and_one_that_nobody_reads_is_none()
    {
        var department = Needs.Claims.Single(claim => claim.Pointer.Text == "/department");

        department.Names.ShouldBe(["department", "unit"]);
        department.Rules.ShouldBe(["first", "second"]);
        Needs.Claims.ShouldNotContain(claim => claim.Pointer.Text == "/unread");
    }

    [Theory]
    [InlineData("/projects", true)]
    [InlineData("/both", false)]
    [InlineData("/department", false)]
    public void Only_what_is_joined_and_nowhere_taken_as_one_value_is_a_list(string place, bool isList) =>
        (Needs.Claims.Single(claim => claim.Pointer.Text == place).Shape == ClaimShape.List).ShouldBe(isList);

    [Fact]
    public void What_logins_must_be_is_told()
    {
        Needs.Acr.Select(need => need.Text).ShouldBe(["gold", "silver"]);
        Needs.AuthTime.ShouldBe(["first"]);
    }

    [Fact]
    public void A_client_that_is_asked_for_with_its_own_client_id_is_a_machine()
    {
        Needs.Clients.Select(need => need.Text).ShouldBe(["job", "notebook"]);
        Needs.Machines.Select(need => need.Text).ShouldBe(["job"]);
    }

    [Fact]
    public void Organizations_name_the_rules_that_want_them() =>
        Needs.Organizations.Select(need => (need.Text, string.Join(',', need.Rules))).ShouldBe([("{x}", "fourth"), ("{x}-guests", "fourth")]);

    [Fact]
    public void Client_and_role_are_apart() =>
        Needs.ClientRoles.Select(need => (need.Client, need.Role)).ShouldBe([(null, "z"), ("apps/portal", null), ("warehouse", "analyst")]);
}
