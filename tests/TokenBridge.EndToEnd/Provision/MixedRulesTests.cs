using TokenBridge.EndToEnd.Landscape;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws;
using TokenBridge.Rules.Reading.Yaml;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>Two rules give one role, each with tags, session names and a source identity of its own: the IAM simulator lets in both and no mixture.</summary>
[Collection(ProvisionDefinition.Name)]
public sealed class MixedRulesTests(ITestOutputHelper output)
{
    private const string Rules = """
        version: 1
        claims: { user: /preferred_username }
        rules:
          - id: people
            when: { group: "/ml/{team}" }
            grant: { role: "arn:aws:iam::111122223333:role/r", session_name: "p-{user}", source_identity: "s-{sub}", tags: { team: "{team}", kind: people }, transitive_tags: [kind] }
          - id: machines
            when: { client: [nightly] }
            grant: { role: "arn:aws:iam::111122223333:role/r", session_name: nightly, tags: { kind: machine } }
        """;

    [EndToEndTheory]
    [InlineData(nameof(SessionStrategy.AssumeRole))]
    [InlineData(nameof(SessionStrategy.WebIdentity))]
    public async Task Two_rules_of_one_role_are_not_mixed(string strategy)
    {
        var setting = new TrustSetting(Enum.Parse<SessionStrategy>(strategy), HasTwoIssuers: false, HasExternalId: true, "", null, HasTag: false);
        var rules = RuleSetCompiler.Compile([new RuleSetSource("rules.yaml", Rules)], new RuleSetContext([])).Match(rules => rules, faults => throw new InvalidOperationException(string.Join('\n', faults)));
        var plan = AwsPlan.Of(rules, setting.Side);
        plan.Problems.ShouldBeEmpty();
        var role = plan.Roles.ShouldHaveSingleItem();
        var people = Request(role.Arn, setting, "p-alice", "s-u-1", [new SessionTag("team", "vision"), new SessionTag("kind", "people")], ["kind"]);
        var machines = Request(role.Arn, setting, "nightly", null, [new SessionTag("kind", "machine")], []);
        (string What, bool IsRight, TrustRequest Request)[] asked =
        [
            ("the one", true, people),
            ("the other", true, machines),
            ("the other's session name", false, people with { SessionName = machines.SessionName }),
            ("the other's tags", false, people with { Tags = machines.Tags }),
            ("the other's value", false, people with { Tags = [people.Tags[0], machines.Tags[0]] }),
            ("the other's transitive keys", false, people with { TransitiveTagKeys = [] }),
            ("no source identity, as the other", false, people with { SourceIdentity = null }),
            ("the one's session name", false, machines with { SessionName = people.SessionName }),
            ("the one's tags", false, machines with { Tags = people.Tags }),
            ("the one's tag more", false, machines with { Tags = [people.Tags[0], machines.Tags[0]] }),
            ("the one's transitive keys", false, machines with { TransitiveTagKeys = ["kind"] }),
            ("a source identity, as the one", false, machines with { SourceIdentity = people.SourceIdentity }),
        ];

        var answers = await ProvisionTools.SimulateAsync(asked.Select(one => one.Request.Json(role.Trust, plan.ServicePolicy, plan.Guardrail)));

        foreach (var (one, answer) in asked.Zip(answers))
        {
            answer.Faults.ShouldBeEmpty();
            answer.IsAllowed.ShouldBe(one.IsRight, $"{one.What}\n{role.Trust}");
        }

        var line = $"TRUST  two rules of one role, {strategy}: both let in, {asked.Count(one => !one.IsRight)} mixtures refused";
        output.WriteLine(line);
        RunSummary.Add(line);
    }

    private static TrustRequest Request(RoleArn role, TrustSetting setting, string session, string? identity, IReadOnlyList<SessionTag> tags, IReadOnlyList<string> transitive) =>
        TrustRequest.Of(role, setting, "u-1") with { SessionName = session, SourceIdentity = identity, Tags = tags, TransitiveTagKeys = transitive };
}
