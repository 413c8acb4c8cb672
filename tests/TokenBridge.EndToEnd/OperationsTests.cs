using System.Net;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>What operators read of the running service.</summary>
public sealed class OperationsTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    [EndToEndFact]
    public Task Promtool_accepts_the_metrics() => ProveAsync(async () =>
    {
        await Parts.Service.AskAsync("/v1/credentials", $"Bearer {await Parts.Keycloak.LogInAsync("alice")}");
        await Parts.Service.AskAsync("/v1/credentials", $"Bearer {await Parts.Keycloak.LogInAsync("dave")}");
        var metrics = await LoopbackHttp.Http.GetStringAsync(new Uri(Parts.Service.Url, "/metrics"));

        var check = await Command.RunAsync("promtool", ["check", "metrics"], input: metrics);

        check.ExitCode.ShouldBe(0, $"{check.Output}{check.Error}\n{metrics}");
        check.Error.ShouldBeEmpty();
        metrics.ShouldContain("no_rule_matches");
        Say($"METRICS promtool check metrics: {metrics.Split('\n').Count(line => line.StartsWith("# TYPE", StringComparison.Ordinal))} families, no complaint");
    });

    [EndToEndFact]
    public Task Every_exchange_leaves_one_audit_record_and_nothing_secret() => ProveAsync(async () =>
    {
        var token = await Parts.Keycloak.LogInAsync("alice");
        var (status, body) = await Parts.Service.AskAsync("/v1/credentials", $"Bearer {token}");
        status.ShouldBe(HttpStatusCode.OK);
        var refusedToken = await Parts.Keycloak.LogInAsync("dave");
        var (refused, refusal) = await Parts.Service.AskAsync("/v1/credentials", $"Bearer {refusedToken}");
        refused.ShouldBe(HttpStatusCode.Forbidden);

        var decision = refusal.GetProperty("decision_id").GetString()!;
        var accessKey = body.GetProperty("AccessKeyId").GetString()!;
        var audit = "";
        await Eventually.TrueAsync("the audit holds both exchanges", TimeSpan.FromSeconds(10), async () =>
        {
            audit = await File.ReadAllTextAsync(RealParts.AuditFile("tokenbridge"));
            return audit.Contains(decision, StringComparison.Ordinal) && audit.Contains(accessKey, StringComparison.Ordinal);
        });

        audit.Split('\n').Count(line => line.Contains(decision, StringComparison.Ordinal)).ShouldBe(1);
        var everythingWritten = audit + Parts.Service.LogText();
        foreach (var secret in new[] { token, refusedToken, body.GetProperty("SecretAccessKey").GetString()!, body.GetProperty("Token").GetString()! })
        {
            everythingWritten.ShouldNotContain(secret);
            // Nor a part of it: a signature without its payload is a secret still.
            everythingWritten.ShouldNotContain(secret.Split('.')[^1]);
        }

        Say($"AUDIT  {audit.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length} records, no token, secret key or session token in them or in the log");
    });
}
