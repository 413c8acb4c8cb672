using TokenBridge.Rules.Provisioning.Keycloak;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Provisioning;

public sealed class AwsTagScopeTests
{
    [Fact]
    public void A_claim_a_user_name_and_a_text_become_arrays_of_one_under_the_escaped_name()
    {
        var scope = AwsTagScope.Of(One("tags: { department: \"{department}\", user: \"{user}\", stage: a+b }, transitive_tags: [department], source_identity: \"{user}\""));

        scope.Gaps.ShouldBeEmpty();
        Claims(scope).ShouldBe(
        [
            @"https://aws\.amazon\.com/tags.principal_tags.department = attribute department, multivalued true",
            @"https://aws\.amazon\.com/tags.principal_tags.stage = JSON [""a\u002Bb""]",
            @"https://aws\.amazon\.com/tags.principal_tags.user = attribute username, multivalued true",
            @"https://aws\.amazon\.com/tags.transitive_tag_keys = JSON [""department""]",
            @"https://aws\.amazon\.com/source_identity = attribute username, multivalued false",
            @"https://aws\.amazon\.com/roles = JSON [""arn:aws:iam::111122223333:role/x""]",
        ]);
    }

    [Theory]
    [InlineData("tags: { t: \"{department}-x\" }", "several parts")]
    [InlineData("tags: { t: \"{department=none}\" }", "default")]
    [InlineData("tags: { t: \"{mapped}\" }", "mapped to other values")]
    [InlineData("tags: { t: \"{defaulted}\" }", "default in the rules")]
    [InlineData("tags: { t: { claim: department, join: ':' } }", "joins a list")]
    [InlineData("tags: { t: \"{sub}\" }", "is the subject")]
    [InlineData("tags: { t: \"{issuer}\" }", "no claim of the token")]
    [InlineData("tags: { t: \"{acr}\" }", "no attribute of the user")]
    public void What_a_mapper_cannot_do_is_said_of_the_rule_and_left_out(string grant, string told)
    {
        var scope = AwsTagScope.Of(One(grant));

        scope.Gaps.ShouldHaveSingleItem().ShouldStartWith("rule 'r': tag 't'");
        scope.Gaps[0].ShouldContain(told);
        scope.Mappers.ShouldNotContain(mapper => mapper.Name == "tag t");
    }

    [Fact]
    public void A_text_that_only_one_of_two_rules_gives_is_given_to_nobody()
    {
        var scope = AwsTagScope.Of(Two("tags: { stage: prod }", ""));

        scope.Mappers.ShouldNotContain(mapper => mapper.Name == "tag stage");
        scope.Gaps.ShouldContain("rule 'one': tag 'stage' is a text of this rule alone, and a mapper would give it to everybody");
    }

    [Fact]
    public void Two_values_for_one_tag_are_none()
    {
        var scope = AwsTagScope.Of(Two("tags: { stage: prod }", "tags: { stage: test }"));

        scope.Mappers.ShouldNotContain(mapper => mapper.Name == "tag stage");
        scope.Gaps.Count(gap => gap.Contains("another value in another rule", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void A_tag_that_is_transitive_for_some_rules_stays_plain() =>
        AwsTagScope.Of(Two("tags: { d: \"{department}\" }, transitive_tags: [d]", "tags: { d: \"{department}\" }"))
            .Mappers.ShouldNotContain(mapper => mapper.Name == "transitive tag keys");

    [Fact]
    public void A_role_that_depends_on_the_caller_ties_no_token_to_roles()
    {
        var scope = AwsTagScope.Of(When("{ group: \"/ml/{x}\" }"));

        scope.Mappers.ShouldContain(mapper => mapper.Name == "roles");
        AwsTagScope.Of(Compile("""
            version: 1
            rules:
              - id: open
                when: { group: "/ml/{team}" }
                grant: { role: "arn:aws:iam::111122223333:role/{team}", session_name: "{sub}" }
            """)).Gaps.ShouldHaveSingleItem().ShouldContain("its role depends on the caller");
    }

    private static RuleSet One(string grant) => Compile($$"""
        version: 1
        claims: { department: /department, user: /preferred_username, mapped: { from: /m, map: { a: b } }, defaulted: { from: /d, default: x } }
        rules:
          - id: r
            when: everyone
            grant: { role: "arn:aws:iam::111122223333:role/x", session_name: "{sub}", {{grant}} }
        """);

    private static RuleSet Two(string first, string second) => Compile($$"""
        version: 1
        claims: { department: /department }
        rules:
          - id: one
            when: { realm_role: a }
            grant: { role: "arn:aws:iam::111122223333:role/x", session_name: "{sub}", {{first}} }
          - id: two
            when: { realm_role: b }
            grant: { role: "arn:aws:iam::111122223333:role/y", session_name: "{sub}"{{(second.Length > 0 ? $", {second}" : "")}} }
        """);

    private static IEnumerable<string> Claims(AwsTagScope scope) => scope.Mappers.Select(mapper =>
    {
        var config = mapper.Config.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        return mapper.Kind == KnownClaims.Attributes
            ? $"{config["claim.name"]} = attribute {config["user.attribute"]}, multivalued {config["multivalued"]}"
            : $"{config["claim.name"]} = {config["jsonType.label"]} {config["claim.value"]}";
    });
}
