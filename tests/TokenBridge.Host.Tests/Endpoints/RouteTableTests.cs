using System.Globalization;
using System.Text;
using TokenBridge.Development.Realm;
using TokenBridge.Testing;
using Xunit.Abstractions;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>One flow stands behind every wire format: the same caller gets the same grant or the same reason through each of them.</summary>
public sealed class RouteTableTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_same_caller_gets_the_same_grant_or_the_same_reason_through_every_route()
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"| situation | reason | {string.Join(" | ", RouteCall.All.Select(route => route.Column))} |");
        table.AppendLine(CultureInfo.InvariantCulture, $"|---|---|{string.Concat(RouteCall.All.Select(_ => "---|"))}");
        foreach (var situation in RouteSituation.All)
        {
            var answers = await AskEverywhereAsync(situation);
            table.AppendLine(CultureInfo.InvariantCulture, $"| {situation.Name} | {situation.Reason ?? "granted"} | {string.Join(" | ", answers.Select(Cell))} |");
        }

        output.WriteLine(table.ToString());
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(Root(), "artifacts")).FullName, "route-table.md"), table.ToString());
    }

    private static async Task<List<RouteAnswer>> AskEverywhereAsync(RouteSituation situation)
    {
        await using var bridge = await Bridge.StartAsync(
            rules: situation.Rules, keysFirst: situation.KeysFirst, prepare: situation.Before, settings: situation.Settings);
        var records = await situation.Begin(bridge);
        var token = situation.Token(bridge.Realm.AccessToken(DemoUser.Named(situation.User), situation.Client, situation.Claims));
        var answers = new List<RouteAnswer>();
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

            answers.Add(answer);
        }

        answers.Select(answer => answer.AccessKeyId).Distinct(StringComparer.Ordinal).Count().ShouldBe(1, situation.Name);
        bridge.Audit.Text.Split('\n').Length.ShouldBe(records, situation.Name);
        return answers;
    }

    private static string Cell(RouteAnswer answer) => answer.Code is null ? answer.Status.ToString(CultureInfo.InvariantCulture) : $"{answer.Status} {answer.Code}";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TokenBridge.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
