using System.Text.Json;
using TokenBridge.EndToEnd.Clients;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>
/// Each AWS SDK on each way in: who is let in reads their own data and no other, and who is not reads what <c>docs/clients.md</c> says.
/// </summary>
public sealed class ClientTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private const string Own = "research/greeting.txt";
    private const string Other = "external/greeting.txt";

    public static TheoryData<string, string> EveryWay() => Ways(WayIn.All);

    /// <summary>The container endpoint is the end of most chains.</summary>
    public static TheoryData<string, string> EveryWayBeforeTheLast() => Ways([WayIn.Sts, WayIn.Process]);

    [EndToEndTheory]
    [MemberData(nameof(EveryWay))]
    public Task A_client_reads_the_data_of_its_callers_department_and_no_other(string client, string way) => ProveAsync(async () =>
    {
        var token = await Parts.Keycloak.LogInAsync("alice");

        var allowed = await ReadAsync(client, way, Parts.Service.Url, token, Own);
        allowed.ExitCode.ShouldBe(0, allowed.Error);

        var denied = await ReadAsync(client, way, Parts.Service.Url, token, Other);
        denied.ExitCode.ShouldNotBe(0, denied.Output);
        denied.Output.ShouldNotContain("Data of");
        // Java tells the status alone; the AWS CLI asks with HEAD first, whose answer has no code.
        string[] denials = ["AccessDenied", "Status Code: 403", "(403)"];
        denials.ShouldContain(denial => denied.Error.Contains(denial, StringComparison.Ordinal), denied.Error);
        Say($"ALLOW  alice, {client}, {way}: {Own}; not {Other}");
    });

    [EndToEndTheory]
    [MemberData(nameof(EveryWay))]
    public Task Whoever_the_rules_give_nothing_reads_what_the_documentation_says(string client, string way) => ProveAsync(async () =>
    {
        var records = await SeeRefusalAsync(Situation.Refused, client, way, await Parts.Keycloak.LogInAsync("dave"));
        ShouldAllBe(records, "no_rule_matches", client, way);
    });

    [EndToEndTheory]
    [MemberData(nameof(EveryWay))]
    public Task Whoever_comes_with_an_expired_token_reads_what_the_documentation_says(string client, string way) => ProveAsync(async () =>
    {
        var records = await SeeRefusalAsync(Situation.Expired, client, way, await Parts.ExpiredTokenAsync());
        ShouldAllBe(records, "expired", client, way);
    });

    [EndToEndTheory]
    [MemberData(nameof(EveryWay))]
    public Task Whoever_finds_no_service_reads_what_the_documentation_says(string client, string way) => ProveAsync(async () =>
    {
        var nobody = new Uri($"http://127.0.0.1:{LoopbackHttp.FreePort()}");
        var token = await Parts.Keycloak.LogInAsync("alice");

        var seen = await ReadAsync(client, way, nobody, token, Own);

        ShouldSay(Situation.Stopped, client, way, requests: null, seen, token);
    });

    [EndToEndFact]
    public void The_documentation_says_which_client_cannot_go_which_way_and_why()
    {
        foreach (var client in AwsClients.All)
        {
            foreach (var (way, situation) in client.Cannot.Keys.SelectMany(way => Situation.All.Select(situation => (way, situation))))
            {
                ClientTable.CommittedRow(situation, client, way).ShouldBe(ClientTable.Impossible(client, way));
            }
        }
    }

    [EndToEndFact]
    public Task The_request_without_a_token_that_ends_each_failure_of_the_sdk_for_javascript_is_never_rate_limited() => ProveAsync(async () =>
    {
        const string Name = "anonymous";
        await using var service = await Parts.StartSecondAsync(Name, ("RateLimits:FailedPerAddressPerMinute", "1"));
        var token = await Parts.Keycloak.LogInAsync("dave");
        var javaScript = AwsClients.All.Single(IsJavaScript);

        var records = await new AuditTrail(service, RealParts.AuditFile(Name)).WatchAsync(async () =>
        {
            await javaScript.ReadAsync(WayIn.Container, service.Url, token, Parts.Gateway.Endpoint, Own);
            await javaScript.ReadAsync(WayIn.Container, service.Url, token, Parts.Gateway.Endpoint, Own);
        });

        var reasons = records.Select(record => record.GetProperty("reason").GetString()).ToList();
        reasons.Count(reason => reason == "missing_token").ShouldBe(2);
        reasons.ShouldNotContain("rate_limited");
        // Nothing for an operator to wake up to: the log has no warning.
        service.LogText().ShouldNotContain("warn:");
    });

    /// <summary>The next provider of the chain stands for the role of the machine here; that it is used after a refusal is what the documentation warns of.</summary>
    [EndToEndTheory]
    [MemberData(nameof(EveryWayBeforeTheLast))]
    public Task After_a_refusal_java_goes_on_to_other_credentials_and_javascript_does_so_after_a_failed_process(string client, string way) => ProveAsync(async () =>
    {
        var others = ("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{Parts.Service.Credentials}");
        var theirs = ("AWS_CONTAINER_AUTHORIZATION_TOKEN", await Parts.Keycloak.LogInAsync("alice"));

        var read = await AwsClients.Named(client).ReadAsync(way, Parts.Service.Url, await Parts.Keycloak.LogInAsync("dave"), Parts.Gateway.Endpoint, Own, others, theirs);

        var goesOn = client.StartsWith("Java ", StringComparison.Ordinal) || (IsJavaScript(AwsClients.Named(client)) && way == WayIn.Process);
        (read.ExitCode == 0).ShouldBe(goesOn, read.Error);
        Say($"{(goesOn ? "GOES ON" : "STOPS ")} dave, {client}, {way}, with credentials of alice next in the chain");
    });

    /// <summary>No retries would help: the same refusal each time, and nothing but it reaches the audit.</summary>
    private async Task<IReadOnlyList<JsonElement>> SeeRefusalAsync(string situation, string client, string way, string token)
    {
        CommandResult? seen = null;
        var records = await new AuditTrail(Parts.Service, RealParts.AuditFile("tokenbridge"))
            .WatchAsync(async () => seen = await ReadAsync(client, way, Parts.Service.Url, token, Own));
        ShouldSay(situation, client, way, records.Count, seen!, token);
        return records;
    }

    private void ShouldSay(string situation, string client, string way, int? requests, CommandResult seen, string token)
    {
        seen.ExitCode.ShouldNotBe(0, seen.Output);
        seen.Output.ShouldNotContain("Data of");
        seen.Error.ShouldNotContain(token);
        var row = Parts.Clients.Add(situation, AwsClients.Named(client), way, requests, seen.Error);
        Say($"SEEN   {situation}: {row}");
        ClientTable.CommittedRow(situation, AwsClients.Named(client), way).ShouldBe(row);
    }

    /// <summary>The last request of the AWS SDK for JavaScript on the container way has no token: neither its reason nor a rate limit may hide the first ones.</summary>
    private static void ShouldAllBe(IReadOnlyList<JsonElement> records, string reason, string client, string way)
    {
        var reasons = records.Select(record => record.GetProperty("reason").GetString()).ToList();
        if (IsJavaScript(AwsClients.Named(client)) && way == WayIn.Container)
        {
            reasons[^1].ShouldBe("missing_token");
            records[^1].GetProperty("status").GetInt32().ShouldBe(401);
            reasons.RemoveAt(reasons.Count - 1);
        }

        reasons.ShouldNotBeEmpty();
        reasons.ShouldAllBe(seen => seen == reason);
    }

    private static TheoryData<string, string> Ways(IReadOnlyList<string> ways)
    {
        var possible = new TheoryData<string, string>();
        foreach (var client in AwsClients.All)
        {
            foreach (var way in ways.Where(way => !client.Cannot.ContainsKey(way)))
            {
                possible.Add(client.Name, way);
            }
        }

        return possible;
    }

    private static bool IsJavaScript(AwsClient client) => client.Name.StartsWith("JavaScript", StringComparison.Ordinal);

    private Task<CommandResult> ReadAsync(string client, string way, Uri service, string token, string key) =>
        AwsClients.Named(client).ReadAsync(way, service, token, Parts.Gateway.Endpoint, key);
}
