using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Host.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Rules;

/// <summary>Rules are swapped as Kubernetes does it while callers ask without pause: every answer is of one whole set, and of none that was replaced before the question.</summary>
public sealed class ReloadUnderLoadTests : IAsyncLifetime
{
    private const int Reloads = 200;
    private const int Callers = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-reload-tests-");
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private Bridge _bridge = null!;
    private int _inForce;

    public async Task InitializeAsync()
    {
        foreach (var file in new[] { "grants.yaml", "denies.yaml" })
        {
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, file), Path.Combine("..data", file));
        }

        Publish(0);
        _bridge = await Bridge.StartAsync(settings: ("Rules:Path", _folder.FullName));
        Take(0);
    }

    public async Task DisposeAsync()
    {
        await _bridge.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Two_hundred_reloads_under_load_give_no_wrong_answer()
    {
        using var enough = new CancellationTokenSource();
        var callers = Enumerable.Range(0, Callers).Select(caller => RepeatAsync(caller % 2 == 0 ? AskForRolesAsync : AskForCredentialsAsync, enough.Token)).ToList();
        for (var number = 1; number <= Reloads; number++)
        {
            if (number % 5 == 0)
            {
                Publish(number, broken: true);
                Look();
                _bridge.Services.GetRequiredService<ActiveRuleSet>().RefusedReload.ShouldNotBeNull();
            }

            Publish(number);
            Take(number);
            await AskForRolesAsync();
            await AskForCredentialsAsync();
        }

        await enough.CancelAsync();
        await Task.WhenAll(callers);
        _numbers.Count.ShouldBe(Reloads + 1);
        EveryRecordShouldBeOfOneSet();
    }

    private static async Task RepeatAsync(Func<Task> ask, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await ask();
        }
    }

    private async Task AskForRolesAsync()
    {
        var least = Volatile.Read(ref _inForce);
        var answer = await _bridge.GetAsync("/v1/roles", $"Bearer {_bridge.TokenOf("erin")}").JsonAsync();

        var number = _numbers[answer.GetProperty("rules_hash").GetString()!];
        number.ShouldBeGreaterThanOrEqualTo(least);
        var speech = number % 2 == 0 ? 2 : 0;
        var roles = answer.GetProperty("roles").EnumerateArray().ToList();
        roles.Count.ShouldBe(2 + speech);
        roles.ShouldAllBe(role => SetOf(role) == number && role.GetProperty("name").GetString()!.EndsWith($"-{number}", StringComparison.Ordinal));
        answer.GetProperty("refused").GetArrayLength().ShouldBe(2 - speech);
    }

    private async Task AskForCredentialsAsync() =>
        await _bridge.GetAsync("/v1/credentials?role=first", $"Bearer {_bridge.TokenOf("alice")}").ShouldBeCredentialsAsync();

    /// <summary>What AWS was told and what the audit log says of it: the tags of the set whose hash stands beside them.</summary>
    private void EveryRecordShouldBeOfOneSet()
    {
        var sent = _bridge.Sts.Requests.All.Select(request => request.Session!.Tags.Single(tag => tag.Key == "set").Value).ToHashSet(StringComparer.Ordinal);
        sent.Count.ShouldBeGreaterThanOrEqualTo(Reloads);
        var count = 0;
        var records = _bridge.Audit.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);
        foreach (var record in records.Where(record => record.GetProperty("event").ValueEquals("tokenbridge.exchange")))
        {
            var number = _numbers[record.GetProperty("rules_hash").GetString()!];
            SetOf(record).ShouldBe(number);
            count++;
        }

        count.ShouldBeGreaterThanOrEqualTo(Reloads);
    }

    private static int SetOf(JsonElement grant) => int.Parse(grant.GetProperty("tags").GetProperty("set").GetString()!, CultureInfo.InvariantCulture);

    private void Take(int number)
    {
        Look();
        var rules = _bridge.Services.GetRequiredService<ActiveRuleSet>();
        rules.RefusedReload.ShouldBeNull();
        _numbers[rules.Current.Hash].ShouldBe(number);
        Volatile.Write(ref _inForce, number);
    }

    /// <summary>Twice: a change is taken once it has stood still.</summary>
    private void Look()
    {
        var reload = _bridge.Services.GetRequiredService<RuleSetReload>();
        reload.Look();
        reload.Look();
    }

    private void Publish(int number, bool broken = false)
    {
        var data = _folder.CreateSubdirectory($"..{number}{(broken ? "-broken" : "")}");
        File.WriteAllText(Path.Combine(data.FullName, "grants.yaml"), Grants(number));
        File.WriteAllText(Path.Combine(data.FullName, "denies.yaml"), broken ? "version: 1\nrules: [{ id: no }]\n" : Denies(number));
        if (!broken)
        {
            _numbers[RuleSetCompiler.Load(data.FullName, TestRules.Context()).ShouldBeOfType<RuleSetCompilation.Compiled>().RuleSet.Hash] = number;
        }

        var link = Path.Combine(_folder.FullName, "..data");
        if (Directory.Exists(link))
        {
            Directory.Delete(link);
        }

        Directory.CreateSymbolicLink(link, data.Name);
    }

    private static string Grants(int number) => $$"""
        version: 1
        rules:
          - id: first
            when: { group: "/ml/{team}/scientists" }
            grant: { name: "first-{team}-{{number}}", role: "arn:aws:iam::111122223333:role/ds-{team}", tags: { set: "{{number}}" } }
          - id: second
            when: { group: "/ml/{team}/*" }
            grant: { name: "second-{team}-{{number}}", role: "arn:aws:iam::111122223333:role/ds-{team}", tags: { set: "{{number}}" } }
        """;

    /// <summary>Odd sets keep the speech team out.</summary>
    private static string Denies(int number) => $$"""
        version: 1
        rules:
          - id: closed
            when: { group: {{(number % 2 == 0 ? "/nobody" : "/ml/speech/**")}} }
            deny: { roles: ["*role/ds-speech"] }
        """;
}
