using TokenBridge.Rules.Provisioning.Keycloak;
using TokenBridge.Rules.Provisioning.Keycloak.Writing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Provisioning;

public sealed class RealmProvisioningTests
{
    private static readonly RealmRequest Request = new("tokenbridge", "notebook", new Dictionary<string, int>(StringComparer.Ordinal));

    [Theory]
    [InlineData("{ a: /hr, b: /hr/unit }", "500")]
    [InlineData("{ a: /hr/unit, b: /hr }", "500")]
    [InlineData("{ a: /projects/0, b: /b }", "by its number")]
    [InlineData("{ a: \"/a\\\\b\", b: /b }", "backslash")]
    [InlineData("{ a: /nonce, b: /b }", "no mapper writes it")]
    [InlineData("{ a: \"/a b\", b: \"/a:b\" }", "the user attribute")]
    [InlineData("{ a: /a//c, b: /b }", "empty name")]
    [InlineData("{ a: /organization, b: /organization/acme/id }", "no mapper gives both")]
    public void What_Keycloak_would_fail_at_is_a_fault_before_anything_is_written(string claims, string told)
    {
        var faults = Faults(Reading(claims));

        faults.ShouldContain(fault => fault.Contains(told, StringComparison.Ordinal) && fault.Contains("'r'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dot_in_a_claims_name_is_escaped_and_a_slash_nests()
    {
        var provision = Provision(Reading("{ a: /hr/unit, b: \"/https:~1~1acme.example~1team\" }"));

        provision.Mappers.Select(mapper => Config(mapper, "claim.name")).ShouldContain("hr.unit");
        provision.Mappers.Select(mapper => Config(mapper, "claim.name")).ShouldContain(@"https://acme\.example/team");
        provision.Attributes.Select(attribute => attribute.Name).ShouldBe(["hr.unit", "https___acme.example_team"]);
    }

    [Fact]
    public void What_every_token_holds_needs_no_mapper_and_what_the_user_is_comes_from_no_attribute()
    {
        var provision = Provision(Reading("{ a: /azp, b: /preferred_username }"));

        provision.Mappers.Select(mapper => mapper.Name).ShouldBe(["audience tokenbridge", "sub", "claim preferred_username"]);
        provision.Attributes.ShouldBeEmpty();
        provision.BuiltInAttributes.ShouldBe(["username"]);
    }

    [Fact]
    public void Levels_of_several_acr_have_to_be_said()
    {
        var rules = Requiring("[gold, silver]");

        Faults(rules).Count.ShouldBe(2);
        Faults(rules, ("gold", 3)).ShouldHaveSingleItem().ShouldContain("--level silver=NUMBER");
        LevelMap.Of(Provision(rules, ("gold", 3), ("silver", 1)).Levels).ShouldBe("""{"silver":1,"gold":3}""");
    }

    [Fact]
    public void One_acr_is_level_two_and_a_number_is_its_own()
    {
        LevelMap.Of(Provision(Requiring("[gold, \"3\"]")).Levels).ShouldBe("""{"gold":2}""");
        LevelMap.Of(Provision(Requiring("[\"3\"]")).Levels).ShouldBeNull();
        Faults(Requiring("[gold]"), ("platinum", 4)).ShouldHaveSingleItem().ShouldContain("no rule requires");
    }

    [Fact]
    public void Names_from_the_rules_are_one_word_to_a_shell_and_no_template_to_terraform()
    {
        var provision = Provision(When("{ client_role: { client: \"a'; touch x; '$(b)\", role: \"r'\\\"%x\" } }"));

        KcadmScript.Of(provision).ShouldContain(@"client 'a'\''; touch x; '\''$(b)'");
        TerraformText.Of(provision).ShouldContain("\"r'\\\"%x\"");
        TerraformText.Of(provision).ShouldContain("resource_access.$${client_id}.roles");
    }

    [Fact]
    public void Organizations_come_as_a_list_and_as_an_object_where_a_rule_looks_into_them()
    {
        var aliases = Organizations(Provision(When("{ organization: \"{org}\" }")));
        (Config(aliases, "claim.name"), Config(aliases, "multivalued"), Config(aliases, "jsonType.label"), Config(aliases, "addOrganizationId")).ShouldBe(("organization", "true", "String", null));

        var objects = Organizations(Provision(Reading("{ a: /organization/acme/id, b: /b }")));
        (Config(objects, "multivalued"), Config(objects, "jsonType.label"), Config(objects, "addOrganizationId")).ShouldBe(("true", "JSON", "true"));
    }

    [Fact]
    public void Whoever_provisions_organizations_is_told_what_no_file_does_and_which_scope_names_them_all() =>
        Provision(When("{ organization: acme }")).Notes.Where(note => note.Contains("tokenbridge:*", StringComparison.Ordinal)).ShouldHaveSingleItem();

    /// <summary>The import puts the mapper onto the client, where it heeds Keycloak's own scope alone.</summary>
    [Fact]
    public void An_imported_client_may_be_asked_for_organizations()
    {
        Optional("{ organization: acme }").ShouldBe("""["organization"]""");
        Optional("{ group: /a }").ShouldBe("[]");

        static string Optional(string when) => System.Text.Json.Nodes.JsonNode.Parse(PartialImport.Write(Provision(When(when))))!["clients"]!.AsArray()
            .Single(client => $"{client!["clientId"]}" == "notebook")!["optionalClientScopes"]!.ToJsonString();
    }

    private static TokenBridge.Rules.Provisioning.Keycloak.Mappers.KeycloakMapper Organizations(RealmProvision provision) =>
        provision.Mappers.Single(mapper => mapper.Kind == "oidc-organization-membership-mapper");

    private static RuleSet Reading(string claims) => Compile($$"""
        version: 1
        claims: {{claims}}
        rules:
          - id: r
            when: everyone
            grant: { role: "arn:aws:iam::111122223333:role/x", session_name: "{sub}", tags: { a: "{a}", b: "{b}" } }
        """);

    private static RuleSet Requiring(string acr) => Compile($$"""
        version: 1
        rules:
          - id: r
            when: everyone
            require: { acr: {{acr}} }
            grant: { role: "arn:aws:iam::111122223333:role/x", session_name: "{sub}" }
        """);

    private static RealmRequest With((string Acr, int Level)[] levels) =>
        Request with { Levels = levels.ToDictionary(level => level.Acr, level => level.Level, StringComparer.Ordinal) };

    private static RealmProvision Provision(RuleSet rules, params (string, int)[] levels) =>
        RealmProvisioning.Of(rules, With(levels)).TryGet(out var provision, out var faults) ? provision : throw new InvalidOperationException(string.Join('\n', faults));

    private static IReadOnlyList<string> Faults(RuleSet rules, params (string, int)[] levels) =>
        RealmProvisioning.Of(rules, With(levels)).TryGet(out _, out var faults) ? [] : faults;

    private static string? Config(TokenBridge.Rules.Provisioning.Keycloak.Mappers.KeycloakMapper mapper, string key) =>
        mapper.Config.Where(entry => entry.Key == key).Select(entry => entry.Value).FirstOrDefault();
}
