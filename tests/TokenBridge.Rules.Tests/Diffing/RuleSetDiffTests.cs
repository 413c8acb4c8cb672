using System.Globalization;
using System.Text;
using TokenBridge.Rules.Diffing;
using TokenBridge.Rules.Diffing.Witnesses;
using TokenBridge.Rules.Reading.Yaml;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Diffing;

public sealed class RuleSetDiffTests
{
    private const string Scientists = """
        version: 1
        claims: { department: /department, level: /level }
        defaults: { duration: 1h }
        rules:
          - id: scientists
            when: { group: "/ml/{team}/scientists", claims: { department: [research, platform] } }
            grant: { name: "ds-{team}", role: "arn:aws:iam::111122223333:role/ds-{team}", tags: { team: "{team}", department: "{department}" } }
          - id: leads
            when: { group: "/ml/{team}/leads" }
            require: { acr: [gold], max_auth_age: 15m }
            grant: { name: "prod-{team}", role: "arn:aws:iam::999900001111:role/prod-{team}" }
          - id: contractors
            when: { group: [/contractors/**] }
            deny: { roles: ["arn:aws:iam::999900001111:role/*"] }

        """;

    [Fact]
    public void A_rule_set_and_itself_do_not_differ() => Between(Scientists, Scientists).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Order_descriptions_and_layout_are_no_difference() =>
        Between(
            $"version: 1\nrules:\n- {{ id: a, when: everyone, grant: {{ role: \"{Role}\" }} }}\n- {{ id: b, when: {{ group: [/x, /y] }}, grant: {{ role: \"{Role}b\" }} }}\n",
            $"version: 1\nrules:\n- id: b\n  description: Another order.\n  when:\n    group: [/y, /x]\n  grant: {{ role: \"{Role}b\" }}\n- {{ id: a, when: everyone, grant: {{ role: \"{Role}\" }} }}\n").IsEmpty.ShouldBeTrue();

    [Theory]
    [InlineData("{ organization: acme }", "{ organization: [acme, blue] }", nameof(EffectKind.Gains))]
    [InlineData("{ organization: \"{org}\" }", "{ organization: \"{org}-eu\" }", nameof(EffectKind.Loses))]
    [InlineData("{ organization: acme }", "{ organization: acme, not: { organization: blue } }", nameof(EffectKind.Loses))]
    [InlineData("{ organization: acme, claims: { id: \"1\" } }", "{ organization: acme, claims: { id: \"2\" } }", nameof(EffectKind.Gains))]
    [InlineData("{ group: \"/{org}\" }", "{ group: \"/{org}\", organization: \"{org}\" }", nameof(EffectKind.Loses))]
    public void A_change_of_organizations_is_shown_by_somebody_whom_it_concerns(string was, string becomes, string kind)
    {
        var diff = Between(Rule(was), Rule(becomes));

        diff.Effects.ShouldContain(effect => effect.Kind.ToString() == kind);
        diff.Rules.ShouldHaveSingleItem().Fields.ShouldNotBeEmpty();

        static string Rule(string when) => $"version: 1\nclaims: {{ id: /organization/acme/id }}\nrules: [{{ id: r, when: {when}, grant: {{ role: \"{Role}\" }} }}]\n";
    }

    [Theory]
    [InlineData("/ml/{team}/scientists", "/ml/{team}/staff", nameof(EffectKind.Gains), "arn:aws:iam::111122223333:role/ds-team1")]
    [InlineData("/ml/{team}/scientists", "/ml/{team}/staff", nameof(EffectKind.Loses), "arn:aws:iam::111122223333:role/ds-team1")]
    [InlineData("[research, platform]", "[research]", nameof(EffectKind.Loses), "arn:aws:iam::111122223333:role/ds-team1")]
    [InlineData("[research, platform]", "[research, platform, sales]", nameof(EffectKind.Gains), "arn:aws:iam::111122223333:role/ds-team1")]
    [InlineData("role/ds-{team}", "role/sci-{team}", nameof(EffectKind.Gains), "arn:aws:iam::111122223333:role/sci-team1")]
    [InlineData("duration: 1h", "duration: 2h", nameof(EffectKind.Changes), "arn:aws:iam::111122223333:role/ds-team1")]
    [InlineData("team: \"{team}\"", "team: \"t-{team}\"", nameof(EffectKind.Changes), "arn:aws:iam::111122223333:role/ds-team1")]
    [InlineData("max_auth_age: 15m", "max_auth_age: 30m", nameof(EffectKind.Gains), "arn:aws:iam::999900001111:role/prod-team1")]
    [InlineData("acr: [gold]", "acr: [gold, silver]", nameof(EffectKind.Gains), "arn:aws:iam::999900001111:role/prod-team1")]
    [InlineData("[/contractors/**]", "[/contractors/**, /partners/**]", nameof(EffectKind.Loses), "arn:aws:iam::999900001111:role/prod-team1")]
    [InlineData("[/contractors/**]", "[/contractors/*]", nameof(EffectKind.Gains), "arn:aws:iam::999900001111:role/prod-team1")]
    [InlineData("role/*", "role/x*", nameof(EffectKind.Gains), "arn:aws:iam::999900001111:role/prod-team1")]
    [InlineData("department: /department", "department: { from: /department, default: research }", nameof(EffectKind.Gains), "arn:aws:iam::111122223333:role/ds-team1")]
    [InlineData("department: /department", "department: { from: /department, map: { hr: research } }", nameof(EffectKind.Gains), "arn:aws:iam::111122223333:role/ds-team1")]
    public void A_change_is_shown_by_somebody_whom_it_concerns(string was, string becomes, string kind, string role)
    {
        Scientists.ShouldContain(was);
        var diff = Between(Scientists, Scientists.Replace(was, becomes, StringComparison.Ordinal));

        diff.Rules.ShouldNotBeEmpty();
        diff.Effects.Where(effect => effect.Kind.ToString() == kind && effect.Role == role).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_longer_session_is_one_value_of_one_role()
    {
        var diff = Between(Scientists, Scientists.Replace("duration: 1h", "duration: 2h", StringComparison.Ordinal));

        diff.Effects.ShouldAllBe(effect => effect.Kind == EffectKind.Changes);
        diff.Effects.ShouldAllBe(effect => effect.Fields.Single() == new FieldChange("duration", "1h", "2h"));
        diff.Rules.Select(rule => rule.RuleId).ShouldBe(["leads", "scientists"]);
    }

    [Fact]
    public void A_new_deny_says_which_rule_takes_the_role_away()
    {
        var diff = Between(Scientists, Scientists + "  - { id: frozen, when: everyone, deny: { roles: [\"*prod-*\"] } }\n");

        diff.Rules.ShouldHaveSingleItem().Kind.ShouldBe(RuleChangeKind.Came);
        var lost = diff.Effects.Single(effect => effect.Kind == EffectKind.Loses);
        lost.Name.ShouldBe("prod-team1");
        lost.Fields.ShouldBe([new FieldChange("refused", null, "denied_by_rule by frozen")]);
    }

    [Fact]
    public void Another_priority_is_another_choice()
    {
        const string Two = $"version: 1\nrules:\n- {{ id: a, when: {{ group: /g }}, grant: {{ role: \"{Role}a\" }} }}\n- {{ id: b, when: {{ group: /g }}, grant: {{ role: \"{Role}b\" }} }}\n";

        var effect = Between(Two, Two.Replace($"\"{Role}b\"", $"\"{Role}b\", priority: 3", StringComparison.Ordinal)).Effects.ShouldHaveSingleItem();

        effect.Kind.ShouldBe(EffectKind.Choice);
        effect.Fields.ShouldBe([new FieldChange("without a role named", "role_required", $"b ({Role}b)")]);
    }

    [Fact]
    public void The_callers_of_tests_are_asked_too()
    {
        const string Numbers = """
            version: 1
            claims: { level: /level }
            rules: [{ id: r, when: { claims: { level: { like: "a*c" } } }, grant: { role: "arn:aws:iam::111122223333:role/r" } }]
            tests: [{ name: dots, token: { sub: u-7, level: a..c }, expect: { rule: r } }]

            """;

        var diff = Between(Numbers, Numbers.Replace("\"a*c\"", "\"ax*c\"", StringComparison.Ordinal).Replace("expect: { rule: r }", "expect: { denied: no_rule_matches }", StringComparison.Ordinal));

        diff.Effects.Single(effect => effect.Kind == EffectKind.Loses).Example.Origin.ShouldBe("test 'dots'");
    }

    /// <summary>Time is measured by no test; a comparison that looks at pairs of all rules would not end here.</summary>
    [Fact]
    public void Ten_thousand_rules_are_compared_with_ten_thousand()
    {
        var many = Teams(10_000);

        var diff = Between(many, many.Replace("/team77/{x}/staff", "/team77/{x}/guests", StringComparison.Ordinal));

        diff.Rules.ShouldHaveSingleItem().RuleId.ShouldBe("r77");
        diff.Effects.Select(effect => effect.Kind).ShouldContain(EffectKind.Gains);
        diff.NotTried.ShouldBe(0);
    }

    [Fact]
    public void What_is_too_much_is_counted()
    {
        var denies = new StringBuilder();
        for (var index = 0; index < 100; index++)
        {
            denies.Append(CultureInfo.InvariantCulture, $"- {{ id: d{index}, when: {{ group: /out{index} }}, deny: {{ roles: [\"*\"] }} }}\n");
        }

        var few = Teams(1_000);
        var diff = Between(few, few + denies);

        diff.NotTried.ShouldBeGreaterThan(0);
        diff.Rules.Count.ShouldBe(100);
    }

    private static string Teams(int count)
    {
        var yaml = new StringBuilder("version: 1\nclaims: { level: /level }\nrules:\n");
        for (var index = 0; index < count; index++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"- {{ id: r{index}, when: {{ group: \"/team{index}/{{x}}/staff\" }}, grant: {{ role: \"{Role}{index}-{{x}}\" }} }}\n");
        }

        return yaml.ToString();
    }

    private static RuleSetDiff Between(string old, string @new) => RuleSetDiff.Between(Version(old), Version(@new));

    internal static RuleSetVersion Version(string yaml) => RuleSetVersion.Of(Compile(yaml), [new RuleSetSource("rules.yaml", yaml)]);
}
