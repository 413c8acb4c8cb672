using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TokenBridge.EndToEnd.Landscape;
using TokenBridge.Rules;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Tests.Naive;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>Random rules, callers and strategies, judged by an IAM simulator that is not ours.</summary>
[Collection(ProvisionDefinition.Name)]
public sealed class TrustPolicyTests(ITestOutputHelper output)
{
    /// <summary>Each is read by <see cref="CallersOfEach"/> callers.</summary>
    private const int RuleSets = 2_000;
    private const int CallersOfEach = 2;
    private const int Size = 50;

    /// <summary>Of each kind of request, so that none of them proves nothing.</summary>
    private const int FewestOfAKind = 100;

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    /// <summary>Without denies, of which AWS is told nothing.</summary>
    private static readonly Gen<(NaiveRules Rules, TrustSetting Setting, NaiveCaller[] Callers)> Cases =
        from any in NaiveGenerators.Rules
        let rules = new NaiveRules([.. any.Rules.Where(rule => rule.Grant is not null)])
        from setting in TrustSetting.Any
        from callers in Gen.ArrayOf(NaiveGenerators.Caller, CallersOfEach)
        select (rules, setting, callers.Select((caller, number) => InvitedCaller.Of(caller, rules, number)).ToArray());

    /// <param name="Kind">What is right or wrong with it.</param>
    /// <param name="IsRight">AWS should let it in.</param>
    /// <param name="Json">For the simulator.</param>
    /// <param name="Rules">Shown where it fails.</param>
    private sealed record Asked(string Kind, bool IsRight, JsonObject Json, string Rules);

    [EndToEndFact]
    public async Task Trust_policies_let_in_what_the_service_sends_and_nothing_beside_it()
    {
        var asked = Gen.Sample(Cases, RuleSets, new Rnd(14, 7), Size).SelectMany(given => Ask(given.Rules, given.Setting, given.Callers)).ToList();

        var answers = await ProvisionTools.SimulateAsync(asked.Select(one => one.Json));

        answers.Count.ShouldBe(asked.Count);
        var judged = asked.Zip(answers).ToList();
        Say($"TRUST  {RuleSets} random rule sets, {asked.Count} requests to their roles judged by an IAM simulator:");
        foreach (var kind in judged.GroupBy(pair => pair.First.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Say($"TRUST    {kind.Key}: {kind.Count()} requests, {kind.Count(pair => pair.Second.IsAllowed)} let in");
        }

        judged.GroupBy(pair => pair.First.Kind).Where(kind => kind.Count() < FewestOfAKind).Select(kind => kind.Key).ShouldBeEmpty("too few of these to prove anything");

        foreach (var (one, answer) in judged)
        {
            answer.Faults.ShouldBeEmpty(one.Rules);
            answer.IsAllowed.ShouldBe(one.IsRight, $"{one.Kind}\nrefused {answer.Refused}\n{one.Json}\n{one.Rules}");
        }
    }

    private static IEnumerable<Asked> Ask(NaiveRules naive, TrustSetting setting, NaiveCaller[] callers)
    {
        var yaml = setting.Apply(naive.Yaml);
        var rules = Compile(yaml, setting);
        var grants = callers.SelectMany(caller => Granted(rules, setting, caller)).ToList();
        if (grants.Count == 0)
        {
            return [];
        }

        var plan = AwsPlan.Of(rules, setting.Side with { Values = Values(naive, grants.Select(given => given.Grant)) });
        plan.Problems.Where(problem => !problem.Contains("its trust policy has", StringComparison.Ordinal)).ShouldBeEmpty(yaml);
        // Equal requests of two callers are one.
        return grants.Select(given => TrustRequest.Of(given.Grant, setting, given.Client))
            .DistinctBy(request => request.Json([], null, null).ToJsonString())
            .SelectMany(request => Ask(request, plan, setting, IsTagClosed(naive), yaml));
    }

    private static IEnumerable<(Grant Grant, string Client)> Granted(RuleSet rules, TrustSetting setting, NaiveCaller given)
    {
        // AWS takes no token of a client that is not listed, whatever the rules say.
        if (setting.Strategy == SessionStrategy.PassThrough && given.Client is null)
        {
            return [];
        }

        var caller = UnverifiedCaller.Read(Encoding.UTF8.GetBytes(given.Payload(Now)), "research", Now).Match(identity => identity, fault => throw new InvalidOperationException(fault));
        return rules.Evaluate(caller, new RequestContext(given.Source is null ? null : IPAddress.Parse(given.Source), Now)).Eligible.Select(grant => (grant, given.Client ?? ""));
    }

    /// <summary>What an operator would pass who knows these people, and something else beside it.</summary>
    private static Dictionary<string, IReadOnlyList<string>> Values(NaiveRules naive, IEnumerable<Grant> grants)
    {
        var values = new[] { "t", "u", "x", "m", "acr" }.ToDictionary(name => name, _ => new List<string> { "ml", "12" }, StringComparer.Ordinal);
        foreach (var grant in grants)
        {
            var role = naive.Rules.Single(rule => rule.Id == grant.RuleId).Grant!.Role;
            if (role[^1].Name is { } name)
            {
                values[name].Add(grant.Role.Name[role.Sum(part => part.Literal?.Length ?? 0)..]);
            }
        }

        return values.ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => [.. pair.Value.Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);
    }

    private static IEnumerable<Asked> Ask(TrustRequest sent, AwsPlan plan, TrustSetting setting, bool isTagClosed, string yaml)
    {
        var trust = plan.Roles.SingleOrDefault(role => role.Arn.Value == sent.Role.Value).ShouldNotBeNull($"{sent.Role}\n{yaml}").Trust;
        yield return Asking("what the service sends", isRight: true, sent.Json(trust, plan.ServicePolicy, plan.Guardrail));
        foreach (var (slip, request) in Slips.Of(sent, setting, isTagClosed))
        {
            yield return Asking(slip, isRight: false, request.Json(trust, plan.ServicePolicy, plan.Guardrail));
        }

        if (sent.Provider is null && sent.Tags.Count > 0)
        {
            var free = sent with { Tags = [new SessionTag("free", "x")], TransitiveTagKeys = [] };
            yield return Asking("another role sets a tag of the rules", isRight: false, sent.UnguardedJson(plan.Guardrail!));
            yield return Asking("another role sets a tag that no rule sets", isRight: true, free.UnguardedJson(plan.Guardrail!));
        }

        Asked Asking(string kind, bool isRight, JsonObject json) => new(kind, isRight, json, yaml);
    }

    /// <summary>Whether every rule that sets the tag t makes it from literals and from what stands in its role.</summary>
    private static bool IsTagClosed(NaiveRules naive) => naive.Rules.Select(rule => rule.Grant).OfType<NaiveGrant>().All(grant =>
        grant.Joined is null
        && (grant.Tag ?? []).All(part => part.Name is null || grant.Role.Any(inRole => inRole.Name == part.Name)));

    private static RuleSet Compile(string yaml, TrustSetting setting) =>
        RuleSetCompiler.Compile([new RuleSetSource("rules.yaml", yaml)], new RuleSetContext([.. setting.Side.Issuers.Select(issuer => issuer.Id)]))
            .Match(rules => rules, faults => throw new InvalidOperationException($"{string.Join('\n', faults)}\n{yaml}"));

    private void Say(string line)
    {
        output.WriteLine(line);
        RunSummary.Add(line);
    }
}

/// <summary>These take both cores for a while, and wait until nothing else runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProvisionDefinition
{
    public const string Name = "provision";
}
