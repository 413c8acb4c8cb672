using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using TokenBridge.Development.Realm;
using TokenBridge.Host.Commands.Dev;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Host.Tests.Commands.Dev;

/// <summary>The shipped rules and the people of the embedded realm fit each other.</summary>
public sealed class ShippedRulesTests : IAsyncLifetime
{
    private static readonly string Rules = Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml");

    private DevEnvironment _dev = null!;
    private DevCaller _caller = null!;

    public async Task InitializeAsync()
    {
        (await DevEnvironment.StartAsync(DevPorts.Of(0, realm: null), Rules, CancellationToken.None)).TryGet(out var dev, out var faults).ShouldBeTrue($"{faults}");
        _dev = dev!;
        _caller = new DevCaller(_dev);
    }

    public async Task DisposeAsync()
    {
        _caller.Dispose();
        await _dev.DisposeAsync();
    }

    [Fact]
    public async Task Every_shipped_rule_is_met_by_somebody()
    {
        List<string> met = [];
        foreach (var user in DemoUser.All)
        {
            met.AddRange(await RulesMetAsync(await _caller.LogInAsync(user, isSteppedUp: false, CancellationToken.None)));
        }

        met.ShouldNotContain("production-leads");
        met.AddRange(await RulesMetAsync(await _caller.LogInAsync(DemoUser.Named("heidi"), isSteppedUp: true, CancellationToken.None)));
        met.AddRange(await RulesMetAsync(await LogInMachineAsync(), forwardedFor: "10.20.3.4"));

        met.Distinct().Order(StringComparer.Ordinal).ShouldBe(RulesCheck.Of(Rules, new RuleSetContext([])).Rules!.Rules.Select(rule => rule.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_lead_is_asked_to_step_up_and_then_has_production()
    {
        var (heidi, production) = (DemoUser.Named("heidi"), "prod-vision");
        var strong = await _caller.AccessAsync(heidi, isSteppedUp: true, CancellationToken.None);
        strong.Roles.ToList().ForEach(role => _dev.AddRole(role.Arn));

        var (refused, reason) = await _caller.CredentialsAsync(await _caller.LogInAsync(heidi, isSteppedUp: false, CancellationToken.None), production, CancellationToken.None);
        var (granted, _) = await _caller.CredentialsAsync(strong.Token, production, CancellationToken.None);

        (refused, reason.GetProperty("reason").GetString()).ShouldBe((401, "step_up_required"));
        granted.ShouldBe(200);
    }

    [Fact]
    public async Task The_nightly_job_gets_nothing_from_elsewhere() => (await RulesMetAsync(await LogInMachineAsync())).ShouldBeEmpty();

    private async Task<string> LogInMachineAsync()
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = DemoClient.NightlyTraining.Id,
            ["client_secret"] = DemoClient.NightlyTraining.Secret!,
        });
        using var answer = await http.PostAsync(_dev.Realm.TokenEndpoint, form);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Grants that are to be had, and denies that hold.</summary>
    private async Task<IReadOnlyList<string>> RulesMetAsync(string token, string? forwardedFor = null)
    {
        using var http = new HttpClient(forwardedFor is null ? new SocketsHttpHandler() : new SocketsHttpHandler { ConnectCallback = ConnectAsBuildNetworkAsync });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_dev.Address, "/v1/explain"));
        request.Headers.TryAddWithoutValidation("Authorization", token);
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var answer = await http.SendAsync(request);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rules").EnumerateArray()
            .Where(rule => rule.GetProperty("effect").GetString() == "deny"
                ? rule.GetProperty("holds").GetString() == "true"
                : rule.GetProperty("grants").EnumerateArray().Any(grant => grant.TryGetProperty("granted", out var granted) && granted.ValueKind is JsonValueKind.Object))
            .Select(rule => rule.GetProperty("rule").GetString()!)];
    }

    private static async ValueTask<Stream> ConnectAsBuildNetworkAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(DevEnvironment.BuildNetworkProxy), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
