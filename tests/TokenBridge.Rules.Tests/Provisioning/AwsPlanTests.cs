using System.Text.Json.Nodes;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws;
using TokenBridge.Rules.Provisioning.Aws.Granting;
using TokenBridge.Rules.Provisioning.Aws.Writing;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Tests.Provisioning;

public sealed class AwsPlanTests
{
    [Fact]
    public void A_value_that_no_policy_of_iam_can_hold_is_left_open_and_the_others_stay()
    {
        var trust = Plan("department: [research, \"zoë\", \"东x\", \"\U00020BB7y\"]", "team").Roles.Single().Trust["Statement"]![0]!["Condition"]!;

        trust["StringLike"]!["aws:RequestTag/team"]!.AsArray().Select(value => (string?)value).ShouldBe(["*y", "?x", "research", "zoë"]);
    }

    [Fact]
    public void A_tag_key_that_no_policy_of_iam_can_hold_is_named() =>
        Plan("department: [research]", "部").Problems.ShouldHaveSingleItem()
            .ShouldBe("rule r: the tag key '部' cannot stand in a policy of IAM, which holds characters up to U+00FF; name the tag otherwise");

    [Theory]
    [InlineData("zoë 😀 \U00020BB7")]
    [InlineData("a \" and a \n and a \\ and a \\u0041")]
    [InlineData("😀\\😀")]
    public void Every_visible_character_of_a_document_stands_for_itself(string text)
    {
        var written = PlanText.Of(new JsonObject { ["description"] = text });

        ((string?)JsonNode.Parse(written)!["description"]).ShouldBe(text);
        written.ShouldNotContain("\\uD8", Case.Insensitive);
    }

    private static AwsPlan Plan(string claims, string key) => AwsPlan.Of(
        RuleSetCompiler.Compile([new RuleSetSource("rules.yaml", $$"""
            version: 1
            claims: { department: /department }
            rules:
              - id: r
                when: { claims: { {{claims}} } }
                grant: { role: "arn:aws:iam::111122223333:role/r", tags: { "{{key}}": "{department}" } }
            """)], new RuleSetContext([])).Match(rules => rules, faults => throw new InvalidOperationException(string.Join('\n', faults))),
        new AwsSide { Strategy = SessionStrategy.AssumeRole, ServiceRole = RoleArn.Parse("arn:aws:iam::999988887777:role/tokenbridge") });
}
