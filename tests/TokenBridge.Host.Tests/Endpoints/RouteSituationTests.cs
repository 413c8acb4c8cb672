using TokenBridge.Development.Realm;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>One flow stands behind every wire format: the same caller gets the same grant or the same reason through each of them.</summary>
public sealed class RouteSituationTests
{
    public static TheoryData<string> Situations => [.. RouteSituation.All.Select(situation => situation.Name)];

    [Theory]
    [MemberData(nameof(Situations))]
    public async Task The_same_caller_gets_the_same_grant_or_the_same_reason_through_every_route(string name)
    {
        var situation = RouteSituation.All.Single(situation => situation.Name == name);
        await using var bridge = await Bridge.StartAsync(
            rules: situation.Rules, keysFirst: situation.KeysFirst, prepare: situation.Before, settings: situation.Settings);
        var records = await situation.Begin(bridge);
        var token = situation.Token(bridge.Realm.AccessToken(DemoUser.Named(situation.User), situation.Client, situation.Claims));
        var keys = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var route in RouteCall.All)
        {
            var answer = await route.AskAsync(bridge, token, situation.Role);
            var because = $"{situation.Name} through {route.Column}: {answer.Body}";
            (answer.Status, answer.Code).ShouldBe(situation.For(route.Kind), because);
            answer.Reason.ShouldBe(situation.Reason, because);
            answer.HasRetryAfter.ShouldBe(situation.IsTransient, because);

            var record = await bridge.Audit.RecordAsync(++records);
            record.GetProperty("route").GetString().ShouldBe(route.AuditRoute, because);
            (record.TryGetProperty("reason", out var reason) ? reason.GetString() : null).ShouldBe(situation.Reason, because);
            if (situation.Reason is null)
            {
                answer.AccessKeyId.ShouldNotBeNull(because);
                record.GetProperty("access_key_id").GetString().ShouldBe(answer.AccessKeyId, because);
            }
            else
            {
                answer.AccessKeyId.ShouldBeNull(because);
                answer.DecisionId.ShouldBe(record.GetProperty("decision_id").GetString(), because);
            }

            keys.Add(answer.AccessKeyId);
        }

        keys.Count.ShouldBe(1);
        bridge.Audit.Text.Split('\n').Length.ShouldBe(records);
    }
}
