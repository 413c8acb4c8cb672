using System.Text;
using System.Text.Json.Nodes;
using TokenBridge.Rules;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Testing;

/// <summary>Rules and callers for tests: everything valid by default, a test names only what it is about.</summary>
internal static class TestRules
{
    public const string Role = "arn:aws:iam::111122223333:role/r";

    public static RuleSet Compile(string yaml, params string[] issuers) => RuleSetCompiler.Compile([new RuleSetSource("rules.yaml", yaml)], Context(issuers)) switch
    {
        RuleSetCompilation.Compiled compiled => compiled.RuleSet,
        var refused => throw new InvalidOperationException(string.Join('\n', ((RuleSetCompilation.Refused)refused).Faults)),
    };

    public static IReadOnlyList<RuleFault> Faults(string yaml, params string[] issuers) =>
        RuleSetCompiler.Compile([new RuleSetSource("rules.yaml", yaml)], Context(issuers)) is RuleSetCompilation.Refused refused ? refused.Faults : [];

    public static RuleSetContext Context(params string[] issuers) => new(issuers.Length == 0 ? ["research"] : issuers);

    /// <summary>One grant rule for a condition, with the literal role <see cref="Role"/>.</summary>
    public static RuleSet When(string when) => Compile($$"""
        version: 1
        claims: { level: /level, tags: /tags, deep: /a/b, list0: /list/0, slashed: /a~1b }
        rules:
          - id: r
            when: {{when}}
            grant: { role: "{{Role}}" }
        """);

    /// <summary>One deny rule for a condition, beside a grant for everyone.</summary>
    public static RuleSet DenyWhen(string when) => Compile($$"""
        version: 1
        claims: { level: /level, tags: /tags }
        rules:
          - { id: all, when: everyone, grant: { role: "{{Role}}" } }
          - { id: no, when: {{when}}, deny: { roles: ["*"] } }
        """);

    /// <summary>One grant rule for everyone.</summary>
    public static RuleSet Granting(string grant, string claims = "{ x: /x, y: /y }") => Compile($$"""
        version: 1
        claims: {{claims}}
        rules:
          - id: r
            when: everyone
            grant: {{grant}}
        """);

    /// <summary>At the start of 1970, from 10.1.2.3.</summary>
    public static RequestContext Request { get; } = new(System.Net.IPAddress.Parse("10.1.2.3"), DateTimeOffset.UnixEpoch);

    public static RuleSetEvaluation Evaluate(this RuleSet rules, CallerIdentity caller) => rules.Evaluate(caller, Request);

    public static bool Grants(this RuleSet rules, CallerIdentity caller) => rules.Evaluate(caller).Eligible.Count > 0;

    public static Grant Granted(this RuleDecision decision) => decision.ShouldBeOfType<RuleDecision.Granted>().Grant;

    public static RuleDecision.Denied Denied(this RuleDecision decision, DenialReason reason)
    {
        var denied = decision.ShouldBeOfType<RuleDecision.Denied>();
        denied.Reason.ShouldBe(reason);
        denied.Message.Length.ShouldBeInRange(20, 1_000);
        return denied;
    }

    public static CallerIdentity Member(params string[] groups) => Caller("{}", groups);

    /// <summary>Read from a payload as the service reads one, so that no test has a caller whom no token describes.</summary>
    /// <param name="claims">A JSON object; <c>sub</c> and <c>azp</c> are added where they are not in it.</param>
    /// <param name="groups">Stand for its <c>groups</c>, where there are any.</param>
    public static CallerIdentity Caller(string claims, params string[] groups)
    {
        var payload = JsonNode.Parse(claims)!.AsObject();
        payload.TryAdd("sub", "u-1");
        payload.TryAdd("azp", "notebook");
        if (groups.Length > 0)
        {
            payload["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]);
        }

        return UnverifiedCaller.Read(Encoding.UTF8.GetBytes(payload.ToJsonString()), "research", DateTimeOffset.UnixEpoch)
            .Match(caller => caller, fault => throw new InvalidOperationException(fault));
    }
}
