using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Audit;

/// <summary>What the service records of itself.</summary>
public sealed class ServiceRecordTests : IAsyncLifetime
{
    private const string Changed = "version: 1\nrules:\n  - id: changed\n    when: everyone\n    grant: { role: \"arn:aws:iam::111122223333:role/r\" }\n";

    private Bridge _bridge = null!;

    private string RulesPath => _bridge.Settings["TokenBridge:Rules:Path"]!;

    public async Task InitializeAsync() => _bridge = await Bridge.StartAsync(settings: ("Rules:Reload", "false"));

    public async Task DisposeAsync() => await _bridge.DisposeAsync();

    [Fact]
    public async Task The_first_record_says_what_started_with_which_settings_and_rules()
    {
        var start = _bridge.Audit.OwnRecords.ShouldHaveSingleItem();

        start.GetProperty("event").GetString().ShouldBe("tokenbridge.start");
        start.GetProperty("version").GetString().ShouldBe(ServiceVersion.Text);
        start.GetProperty("settings_hash").GetString()!.Length.ShouldBe(64);
        start.GetProperty("rules_hash").GetString().ShouldBe((await ReadinessAsync()).GetProperty("rules_hash").GetString());
        var file = start.GetProperty("rules_files").EnumerateArray().ShouldHaveSingleItem();
        file.GetProperty("path").GetString().ShouldBe(RulesPath);
        file.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(RulesPath))));
    }

    [Fact]
    public async Task A_hangup_takes_changed_rules_at_once_and_records_the_change()
    {
        var before = _bridge.Audit.OwnRecords[0].GetProperty("rules_hash").GetString();
        await File.WriteAllTextAsync(RulesPath, Changed);

        Hangup();

        var change = await OwnRecordAsync(2);
        change.GetProperty("event").GetString().ShouldBe("tokenbridge.rules");
        change.GetProperty("outcome").GetString().ShouldBe("taken");
        change.GetProperty("previous_rules_hash").GetString().ShouldBe(before);
        change.GetProperty("rules_hash").GetString().ShouldBe((await ReadinessAsync()).GetProperty("rules_hash").GetString());
    }

    [Fact]
    public async Task Rules_that_are_refused_are_recorded_with_what_was_read_and_why()
    {
        var before = _bridge.Audit.OwnRecords[0].GetProperty("rules_hash").GetString();
        await File.WriteAllTextAsync(RulesPath, "version: 1\nruls: []\n");

        Hangup();

        var change = await OwnRecordAsync(2);
        change.GetProperty("outcome").GetString().ShouldBe("refused");
        change.GetProperty("previous_rules_hash").GetString().ShouldBe(before);
        change.TryGetProperty("rules_hash", out _).ShouldBeFalse();
        change.GetProperty("fault_count").GetInt32().ShouldBeGreaterThan(0);
        change.GetProperty("faults")[0].GetString()!.ShouldContain("did you mean 'rules'?");
        change.GetProperty("rules_files")[0].GetProperty("sha256").GetString()
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(RulesPath))));
        (await ReadinessAsync()).GetProperty("rules_hash").GetString().ShouldBe(before);
    }

    [Fact]
    public async Task With_a_sink_that_takes_nothing_from_the_start_not_even_the_first_exchange_is_answered()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using var bridge = await Bridge.StartAsync(settings: ("Audit:Path", "/dev/full"));

        await bridge.GetAsync("/v1/credentials", bridge.TokenOf("alice")).ShouldBeRefusalAsync(503, "ServiceUnavailable", "overloaded");
        bridge.Sts.Requests.All.ShouldBeEmpty();
        using var response = await bridge.GetAsync("/health/ready");
        var readiness = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        readiness.GetProperty("audit").GetBoolean().ShouldBeFalse();
        readiness.GetProperty("audit_fault").GetString().ShouldBe("No space left on device");
    }

    private void Hangup() => _bridge.Services.GetServices<IHostedService>().OfType<HangupSignal>().ShouldHaveSingleItem().Reload();

    private async Task<JsonElement> OwnRecordAsync(int number) => await _bridge.Audit.OwnRecordAsync(number);

    private async Task<JsonElement> ReadinessAsync()
    {
        using var response = await _bridge.GetAsync("/health/ready");
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
