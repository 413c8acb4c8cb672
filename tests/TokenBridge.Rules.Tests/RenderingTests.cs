using TokenBridge.Rules.Model;
using TokenBridge.Rules.Rendering;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class RenderingTests
{
    [Fact]
    public void A_grant_carries_every_parameter_rendered()
    {
        var rules = Compile("""
            version: 1
            claims: { user: /preferred_username, department: /department }
            defaults:
              session_name: "{user}"
              source_identity: "{sub}"
              duration: 1h30m
              tags: { user: "{sub}", department: none, drop: x }
              transitive_tags: [user]
            rules:
              - id: r
                when: { group: "/ml/{team}" }
                grant:
                  name: ds-{team}
                  role: arn:aws:iam::111122223333:role/teams/{team}/ds
                  tags: { team: "{team}", department: "{department}", drop: null }
            """);

        var grant = rules.Evaluate(Caller("{\"preferred_username\": \"zoë o'hara\", \"department\": \"R D\"}", "/ml/vision")).Select(null).Granted();

        grant.IssuerId.ShouldBe("research");
        grant.Subject.ShouldBe("u-1");
        grant.Name.ShouldBe("ds-vision");
        grant.RuleId.ShouldBe("r");
        grant.Role.Value.ShouldBe("arn:aws:iam::111122223333:role/teams/vision/ds");
        grant.SessionName.ShouldBe("zo=C3=AB=20o=27hara");
        grant.SourceIdentity.ShouldBe("u-1");
        grant.Duration.ShouldBe(TimeSpan.FromMinutes(90));
        grant.Tags.ShouldBe([new("department", "R D"), new("team", "vision"), new("user", "u-1")]);
        grant.TransitiveTagKeys.ShouldBe(["user"]);
    }

    [Fact]
    public void A_grant_that_names_neither_session_nor_duration_has_the_subject_and_one_hour()
    {
        var grant = Granting($"{{ role: \"{Role}\" }}").Evaluate(Member()).Select(null).Granted();

        grant.SessionName.ShouldBe("u-1");
        grant.SourceIdentity.ShouldBeNull();
        grant.Duration.ShouldBe(TimeSpan.FromHours(1));
        grant.Tags.ShouldBeEmpty();
        grant.Priority.ShouldBe(0);
    }

    [Theory]
    [InlineData("\"{x}\"", "\"a\"", "a")]
    [InlineData("\"{x}\"", "\"\"", "")]
    [InlineData("\"{x}\"", "12", "12")]
    [InlineData("\"{x}\"", "12.0", "12")]
    [InlineData("\"{x}\"", "false", "false")]
    [InlineData("\"a{x?}b\"", "null", "ab")]
    [InlineData("\"{x=none}\"", "null", "none")]
    [InlineData("\"{x=}\"", "null", "")]
    [InlineData("\"{x=none}\"", "\"v\"", "v")]
    [InlineData("\"{x}\"", "\"Zoë Ünal 4/5\"", "Zoë Ünal 4/5")]
    [InlineData("\"{x}\"", "\"\\ud842\\udfb7野\"", "\U00020BB7野")] // a letter beyond the basic plane, which is common in Japanese names
    [InlineData("\"{x}\"", "\"𝟗 𝒳\"", "𝟗 𝒳")]
    [InlineData("\"\U00020BB7-{x}\"", "\"a\"", "\U00020BB7-a")]
    public void A_tag_renders(string template, string claim, string value) =>
        Tag(template, claim).Select(null).Granted().Tags.ShouldBe([new SessionTag("t", value)]);

    [Fact]
    public void A_tag_that_is_one_absent_optional_value_is_left_out() =>
        Tag("\"{x?}\"", "null").Select(null).Granted().Tags.ShouldBeEmpty();

    [Theory]
    [InlineData("null", nameof(DenialReason.MissingValue))]
    [InlineData("1.5", nameof(DenialReason.InvalidValue))]
    [InlineData("1e3", nameof(DenialReason.InvalidValue))]
    [InlineData("[\"a\"]", nameof(DenialReason.InvalidValue))]
    [InlineData("{}", nameof(DenialReason.InvalidValue))]
    [InlineData("\"a,b\"", nameof(DenialReason.InvalidValue))]
    [InlineData("\"a\\nb\"", nameof(DenialReason.InvalidValue))]
    [InlineData("\"a\\u2028b\"", nameof(DenialReason.InvalidValue))]
    [InlineData("\"\\ud83d\\ude00\"", nameof(DenialReason.InvalidValue))]
    [InlineData("\"a\\udb40\\udc41\"", nameof(DenialReason.InvalidValue))]
    [InlineData("\"e\\u0301\"", nameof(DenialReason.InvalidValue))]
    public void A_tag_without_a_fitting_value_refuses_the_grant_and_keeps_the_value_out_of_the_message(string claim, string reason)
    {
        var evaluation = Tag("\"{x}\"", claim);

        evaluation.Eligible.ShouldBeEmpty();
        var denied = evaluation.Select(null).Denied(Enum.Parse<DenialReason>(reason));
        denied.Message.ShouldContain("'x'");
        denied.Message.All(character => character is >= ' ' and < (char)127).ShouldBeTrue();
        denied.RuleId.ShouldBe("r");
    }

    [Theory]
    [InlineData("tags: { t: \"{x}\" }", "switch Multivalued off in Keycloak's mapper, or join the list in the rule with { claim: 'x', join: ':' }")]
    [InlineData("name: \"n-{x}\"", "switch Multivalued off in Keycloak's mapper. ")]
    public void A_list_where_one_value_is_needed_names_what_makes_one_of_it(string field, string advice)
    {
        var denied = Granting($"{{ role: \"{Role}\", {field} }}").Evaluate(Caller("{\"x\": [\"research\"]}")).Select(null).Denied(DenialReason.InvalidValue);

        denied.Message.ShouldContain(advice);
        denied.Detail.ShouldContain(advice.TrimEnd(' ', '.'));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(65_536, false)]
    public void A_tag_value_has_at_most_256_characters(int length, bool fits) =>
        (Tag("\"{x}\"", $"\"{new string('a', length)}\"").Eligible.Count == 1).ShouldBe(fits);

    [Theory]
    [InlineData("vision", true)]
    [InlineData("v+=,.@-_9", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a:b", false)]
    [InlineData("*", false)]
    [InlineData("é", false)]
    [InlineData("a b", false)]
    public void A_value_in_a_role_fills_part_of_a_name_and_no_more(string value, bool fits) =>
        (Granting("{ role: \"arn:aws:iam::111122223333:role/ds-{x}\" }").Evaluate(Caller($"{{\"x\": \"{value}\"}}")).Eligible.Count == 1).ShouldBe(fits);

    [Theory]
    [InlineData("111122223333", true)]
    [InlineData("11112222333", false)]
    [InlineData("11112222333x", false)]
    public void An_account_may_come_from_a_claim_and_is_checked(string account, bool fits) =>
        (Granting("{ role: \"arn:aws:iam::{x}:role/r\" }").Evaluate(Caller($"{{\"x\": \"{account}\"}}")).Eligible.Count == 1).ShouldBe(fits);

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    public void A_role_name_has_at_most_64_characters(int length, bool fits) =>
        (Granting("{ role: \"arn:aws:iam::111122223333:role/ds-{x}\" }").Evaluate(Caller($"{{\"x\": \"{new string('a', length)}\"}}")).Eligible.Count == 1).ShouldBe(fits);

    [Fact]
    public void A_capture_wins_over_a_claim_of_the_same_name()
    {
        var rules = Compile("""
            version: 1
            claims: { team: /team }
            rules:
              - { id: r, when: { group: "/ml/{team}" }, grant: { role: "arn:aws:iam::111122223333:role/{team}" } }
            """);

        rules.Evaluate(Caller("{\"team\": \"other\"}", "/ml/vision")).Eligible.ShouldHaveSingleItem().Role.Name.ShouldBe("vision");
    }

    [Theory]
    [InlineData("\"{x}\"", "\"\"")]
    [InlineData("\"{x?}\"", "null")]
    public void An_empty_session_name_is_invalid(string template, string claim) =>
        Granting($"{{ role: \"{Role}\", session_name: {template} }}").Evaluate(Caller($"{{\"x\": {claim}}}")).Select(null).Denied(DenialReason.InvalidValue);

    [Theory]
    [InlineData("a\\u202eb")]
    [InlineData("a\\u0007")]
    public void A_name_with_an_invisible_character_is_invalid(string value)
    {
        var denied = Granting($"{{ name: \"n-{{x}}\", role: \"{Role}\" }}").Evaluate(Caller($"{{\"x\": \"{value}\"}}")).Select(null).Denied(DenialReason.InvalidValue);

        denied.Message.ShouldNotContain("\u202e");
        denied.Message.ShouldNotContain("\u0007");
    }

    [Theory]
    [InlineData("a\ud842")]
    [InlineData("\udfb7a")]
    [InlineData("\udfb7\ud842")]
    public void Half_a_character_is_in_no_tag(string text)
    {
        TagText.CheckValue(text).ShouldNotBeNull();
        TagText.CheckKey(text).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("\U00020BB7", true)]
    [InlineData("\U0001F600", false)]
    public void A_character_beyond_the_basic_plane_in_a_key_is_judged_as_a_whole(string key, bool fits)
    {
        TagText.CheckKey(key).ShouldBe(fits ? null : TagText.CheckKey("?"));
        TagText.CheckKey(string.Concat(Enumerable.Repeat(key, 64))).ShouldBe(TagText.CheckKey(key));
        TagText.CheckKey(string.Concat(Enumerable.Repeat(key, 65))).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/{x}", "/\U00020BB7\U00020BB6", "\U00020BB7\U00020BB6")]
    [InlineData("/\U00020BB7{x}", "/\U00020BB7\U00020BB6", "\U00020BB6")]
    [InlineData("/{x}\U00020BB6", "/\U00020BB7\U00020BB6", "\U00020BB7")]
    [InlineData("/\U00020BB7{x}", "/\U00020BB6", null)] // the first half is the same
    [InlineData("/{x}\U0001F7B7", "/a\U00020BB7", null)] // the second half is the same
    public void A_capture_never_cuts_a_character(string pattern, string group, string? value)
    {
        var grants = Compile($"version: 1\nrules: [{{ id: r, when: {{ group: \"{pattern}\" }}, grant: {{ role: \"{Role}\", tags: {{ t: \"{{x}}\" }} }} }}]\n").Evaluate(Member(group)).Eligible;

        grants.Select(grant => grant.Tags[0].Value).ShouldBe(value is null ? [] : [value]);
    }

    [Theory]
    [InlineData("\U00020BB7*", "\U00020BB7", true)]
    [InlineData("\U00020BB7*", "\U00020BB6", false)]
    [InlineData("*\U0001F7B7", "\U00020BB7", false)]
    [InlineData("*\U0001F7B7*", "a\U00020BB7b", false)]
    public void A_glob_never_matches_half_a_character(string glob, string value, bool holds) =>
        When($"{{ claims: {{ level: {{ like: \"{glob}\" }} }} }}").Grants(Caller($"{{\"level\": \"{value}\"}}")).ShouldBe(holds);

    private static RuleSetEvaluation Tag(string template, string claim) =>
        Granting($"{{ role: \"{Role}\", tags: {{ t: {template} }} }}").Evaluate(Caller($"{{\"x\": {claim}}}"));
}
