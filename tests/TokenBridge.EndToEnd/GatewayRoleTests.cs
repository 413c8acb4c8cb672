using System.Net;
using System.Text.Json;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>Where Ceph's object gateway names and takes sessions otherwise than AWS.</summary>
public sealed class GatewayRoleTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private const string Rules = """
        version: 1
        defaults: { session_name: "{session}" }
        rules:
          - id: readers
            when: { group: ["/ml/{team}/scientists", "/ml/{team}/leads"] }
            grant: { name: reader, role: "arn:aws:iam:::role/teams/x/reader" }
        """;

    [EndToEndFact]
    public Task A_role_with_a_path_is_had_although_the_gateway_keeps_the_path_in_the_sessions_name() => ProveAsync(async () =>
    {
        await using var service = await StartAsync("role-path", "alice");

        var (status, body) = await service.AskAsync("/v1/credentials", $"Bearer {await Parts.Keycloak.LogInAsync("alice")}");

        status.ShouldBe(HttpStatusCode.OK, $"{body}");
        Say("ALLOW  alice: role teams/x/reader, which the gateway calls assumed-role/teams/x/reader/alice");
    });

    [EndToEndFact]
    public Task A_plus_in_a_session_name_is_refused_by_the_gateway_and_the_record_says_why() => ProveAsync(async () =>
    {
        await using var service = await StartAsync("session-plus", "alice+ml");
        var trail = new AuditTrail(service, RealParts.AuditFile("session-plus"));
        var token = await Parts.Keycloak.LogInAsync("alice");
        HttpStatusCode? status = null;

        var records = await trail.WatchAsync(async () => (status, _) = await service.AskAsync("/v1/credentials", $"Bearer {token}"));

        status.ShouldBe(HttpStatusCode.Forbidden);
        var detail = records.ShouldHaveSingleItem().GetProperty("detail").GetString()!;
        detail.ShouldContain("Ceph RGW takes no + in session names");
        Say($"REFUSE alice as alice+ml: {JsonSerializer.Serialize(detail)}");
    });

    private async Task<TokenBridgeProcess> StartAsync(string name, string session)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Installation.RunFolder, name)).FullName;
        var rules = Path.Combine(folder, "rules.yaml");
        await File.WriteAllTextAsync(rules, Rules.Replace("{session}", session, StringComparison.Ordinal));
        return await Parts.StartSecondAsync(name, ("Rules:Path", rules));
    }
}
